/** Lists of role assignments and role definitions: ARM, az, PowerShell, Resource Graph. */
package dev.ajar.evidence.roles;
