# Creates the databases, the availability group with all its replicas, and its listener. Does nothing on a node that is not the primary.
function Initialize-AOAGPrimaryReplica {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string] $DomainName,
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string] $UserName,
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string] $UserPassword,
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string[]] $NodeList,
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string] $PrimaryNode,
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string[]] $SyncModeNodeList,
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string] $GroupName,
        [Parameter(Mandatory = $true)] [ValidatePattern('^[A-Za-z0-9-]{1,15}$')] [string] $ListenerName,
        [Parameter(Mandatory = $true)] [ValidatePattern('^\d{1,3}(\.\d{1,3}){3}$')] [string] $ListenerIP,
        [string] $ListenerIPMask = '255.255.255.0',
        [int] $ListenerPort = 5023,
        [string[]] $DatabaseList = @()
    )

    if ($env:COMPUTERNAME -ne $PrimaryNode) {
        Write-StepLog "The primary replica is on $PrimaryNode."
        return
    }
    $group = ConvertTo-SqlName -Name $GroupName
    foreach ($database in $DatabaseList) {
        $name = ConvertTo-SqlName -Name $database
        $null = Invoke-StepSql -Server $PrimaryNode -Statement "IF DB_ID($(ConvertTo-SqlText -Text $database)) IS NULL CREATE DATABASE $name"
        $null = Invoke-StepSql -Server $PrimaryNode -Statement "ALTER DATABASE $name SET RECOVERY FULL"
        # Only a database that was backed up once can enter a group.
        $backup = ConvertTo-SqlText -Text ('C:\SharedWorkDir\' + ($database -replace '[^A-Za-z0-9_.-]', '_') + '.bak')
        $null = Invoke-StepSql -Server $PrimaryNode -Seconds 3600 -Statement (
            "IF NOT EXISTS (SELECT 1 FROM msdb.dbo.backupset WHERE database_name = $(ConvertTo-SqlText -Text $database)) BACKUP DATABASE $name TO DISK = $backup WITH FORMAT")
    }
    $there = @(Invoke-StepSql -Server $PrimaryNode -Statement 'SELECT name FROM sys.availability_groups WHERE name = @name' -Values @{ '@name' = $GroupName })
    if ($there.Count -eq 0) {
        $suffix = '.' + $DomainName
        $replicas = foreach ($node in $NodeList) {
            $synchronous = $SyncModeNodeList -contains $node
            # Automatic failover needs synchronous commits, and SQL Server allows it for two replicas in the oldest version.
            $automatic = $synchronous -and ([array]::IndexOf($SyncModeNodeList, $node) -lt 2)
            $address = ConvertTo-SqlText -Text ('TCP://' + $node + $suffix + ':5022')
            '{0} WITH (ENDPOINT_URL = {1}, AVAILABILITY_MODE = {2}, FAILOVER_MODE = {3})' -f (ConvertTo-SqlText -Text $node), $address,
                $(if ($synchronous) { 'SYNCHRONOUS_COMMIT' } else { 'ASYNCHRONOUS_COMMIT' }), $(if ($automatic) { 'AUTOMATIC' } else { 'MANUAL' })
        }
        $databases = if ($DatabaseList.Count -gt 0) { ' DATABASE ' + (($DatabaseList | ForEach-Object { ConvertTo-SqlName -Name $_ }) -join ', ') } else { '' }
        $null = Invoke-StepSql -Server $PrimaryNode -Statement ("CREATE AVAILABILITY GROUP $group FOR$databases REPLICA ON " + ($replicas -join ', '))
        Write-StepLog "The availability group $GroupName was created."
    }
    $listener = @(Invoke-StepSql -Server $PrimaryNode -Statement 'SELECT dns_name FROM sys.availability_group_listeners WHERE dns_name = @name' -Values @{ '@name' = $ListenerName })
    if ($listener.Count -eq 0) {
        $null = Invoke-StepSql -Server $PrimaryNode -Statement ('ALTER AVAILABILITY GROUP {0} ADD LISTENER {1} (WITH IP (({2}, {3})), PORT = {4})' -f $group,
            (ConvertTo-SqlText -Text $ListenerName), (ConvertTo-SqlText -Text $ListenerIP), (ConvertTo-SqlText -Text $ListenerIPMask), $ListenerPort)
        Write-StepLog "The listener $ListenerName was created."
    }
}
