/** Azure's published service tags. */
package dev.ajar.evidence.servicetags;
