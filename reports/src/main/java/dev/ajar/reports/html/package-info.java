/** Drawing: the page's model, the timeline's geometry, the templates' engine, the page's policy. */
package dev.ajar.reports.html;
