/** Lists of who is in an Entra tenant: Microsoft Graph, az, PowerShell. */
package dev.ajar.evidence.principals;
