/** Lists of containers: ARM, az, PowerShell → observations. */
package dev.ajar.evidence.containers;
