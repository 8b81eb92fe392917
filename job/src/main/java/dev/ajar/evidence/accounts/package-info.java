/** Lists of storage accounts: ARM, az, PowerShell, Resource Graph → observations. */
package dev.ajar.evidence.accounts;
