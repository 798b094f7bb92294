# Joins this node to the availability group of the primary node and takes its databases over. Does nothing on the primary.
function Initialize-AOAGSecondaryReplica {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string] $DomainName,
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string] $UserName,
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string] $UserPassword,
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string[]] $NodeList,
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string] $PrimaryNode
    )

    $here = $env:COMPUTERNAME
    if ($here -eq $PrimaryNode) {
        Write-StepLog 'This node is the primary replica.'
        return
    }
    if ($NodeList -notcontains $here) { throw "This machine, $here, is not among the nodes $($NodeList -join ', ')." }
    $groups = @(Invoke-StepSql -Server $PrimaryNode -Statement (
        'SELECT g.name FROM sys.availability_groups g JOIN sys.availability_replicas r ON r.group_id = g.group_id WHERE r.replica_server_name = @name') -Values @{ '@name' = $here })
    if ($groups.Count -eq 0) { throw "The primary node $PrimaryNode has no availability group with a replica on $here." }
    foreach ($row in $groups) {
        $group = ConvertTo-SqlName -Name $row.name
        $joined = @(Invoke-StepSql -Server $here -Statement 'SELECT name FROM sys.availability_groups WHERE name = @name' -Values @{ '@name' = $row.name })
        if ($joined.Count -eq 0) { $null = Invoke-StepSql -Server $here -Statement "ALTER AVAILABILITY GROUP $group JOIN" }
        $databases = @(Invoke-StepSql -Server $PrimaryNode -Statement (
            'SELECT d.database_name AS name FROM sys.availability_databases_cluster d JOIN sys.availability_groups g ON g.group_id = d.group_id WHERE g.name = @name') -Values @{ '@name' = $row.name })
        foreach ($entry in $databases) {
            $name = ConvertTo-SqlName -Name $entry.name
            $text = ConvertTo-SqlText -Text $entry.name
            $file = 'C:\SharedWorkDir\' + ($entry.name -replace '[^A-Za-z0-9_.-]', '_')
            $remote = '\\' + $PrimaryNode + '\SharedWorkDir\' + ($entry.name -replace '[^A-Za-z0-9_.-]', '_')
            $present = @(Invoke-StepSql -Server $here -Statement "SELECT state FROM sys.databases WHERE name = $text")
            if ($present.Count -eq 0) {
                $null = Invoke-StepSql -Server $PrimaryNode -Seconds 3600 -Statement "BACKUP LOG $name TO DISK = $(ConvertTo-SqlText -Text ($file + '.trn')) WITH FORMAT"
                $null = Invoke-StepSql -Server $here -Seconds 3600 -Statement "RESTORE DATABASE $name FROM DISK = $(ConvertTo-SqlText -Text ($remote + '.bak')) WITH NORECOVERY, REPLACE"
                $null = Invoke-StepSql -Server $here -Seconds 3600 -Statement "RESTORE LOG $name FROM DISK = $(ConvertTo-SqlText -Text ($remote + '.trn')) WITH NORECOVERY"
            }
            $member = @(Invoke-StepSql -Server $here -Statement "SELECT 1 AS found FROM sys.databases WHERE name = $text AND replica_id IS NOT NULL")
            if ($member.Count -eq 0) { $null = Invoke-StepSql -Server $here -Statement "ALTER DATABASE $name SET HADR AVAILABILITY GROUP = $group" }
        }
        Write-StepLog "This node is a secondary replica of $($row.name)."
    }
}
