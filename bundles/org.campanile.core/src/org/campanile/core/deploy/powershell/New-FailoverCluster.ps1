# Creates a failover cluster of these nodes with one address, as the domain's administrator. A cluster that is there gets the nodes it lacks.
function New-FailoverCluster {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [ValidatePattern('^[A-Za-z0-9-]{1,15}$')] [string] $ClusterName,
        [Parameter(Mandatory = $true)] [ValidatePattern('^\d{1,3}(\.\d{1,3}){3}$')] [string] $StaticAddress,
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string[]] $ClusterNodes,
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string] $DomainName,
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string] $UserName,
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string] $UserPassword
    )

    $credential = New-StepCredential -UserName $UserName -Password $UserPassword -DomainName $DomainName
    foreach ($node in $ClusterNodes) {
        Wait-StepCondition -Description "Node $node answers to remoting" -Seconds 900 -Condition {
            $null = Invoke-Command -ComputerName $node -Credential $credential -ErrorAction Stop -ScriptBlock {
                if (-not (Get-WindowsFeature -Name 'Failover-Clustering').Installed) { throw 'The feature Failover-Clustering is not installed.' }
            }
            $true
        }
    }
    Write-StepLog "Creating the failover cluster $ClusterName of $($ClusterNodes -join ', ')."
    $told = Invoke-StepAs -Credential $credential -ArgumentList $ClusterName, $StaticAddress, $ClusterNodes -ScriptBlock {
        param($name, $address, [string[]] $nodes)
        $ErrorActionPreference = 'Stop'
        Import-Module FailoverClusters
        $there = Get-Cluster -Name $nodes[0] -ErrorAction SilentlyContinue
        if ($there -and $there.Name -ne $name) { throw "Node $($nodes[0]) belongs to the cluster $($there.Name)." }
        if (-not $there) {
            $null = New-Cluster -Name $name -StaticAddress $address -Node $nodes -NoStorage -WarningAction SilentlyContinue
        }
        $members = @(Get-ClusterNode -Cluster $name | ForEach-Object { $_.Name })
        foreach ($node in $nodes) {
            if ($members -notcontains $node) { $null = Add-ClusterNode -Cluster $name -Name $node -NoStorage -WarningAction SilentlyContinue }
        }
        'Members: ' + ((Get-ClusterNode -Cluster $name | ForEach-Object { $_.Name + ' ' + $_.State }) -join ', ')
    }
    Write-StepLog "$told"
}
