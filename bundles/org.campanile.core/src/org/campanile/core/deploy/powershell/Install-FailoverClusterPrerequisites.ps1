# Installs the feature that a node of a failover cluster needs. The agent restarts the machine afterwards.
function Install-FailoverClusterPrerequisites {
    [CmdletBinding()]
    param()

    $null = Install-StepFeature -Name 'Failover-Clustering', 'RSAT-AD-PowerShell'
    Write-StepLog 'The prerequisites of the failover cluster are there.'
}
