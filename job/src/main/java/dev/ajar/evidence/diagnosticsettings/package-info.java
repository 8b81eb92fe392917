/** Lists of diagnostic settings: ARM, az → observations. */
package dev.ajar.evidence.diagnosticsettings;
