# Switches AlwaysOn on for the instance of this node and makes its endpoint, to which the accounts of the other nodes may connect.
function Initialize-AlwaysOnAvailabilityGroup {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string] $DomainName,
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string] $DomainAdminAccountName,
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string] $DomainAdminAccountPassword,
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string[]] $NodeList,
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string] $PrimaryNode
    )

    if ($NodeList -notcontains $PrimaryNode) { throw "The primary node $PrimaryNode is not among the nodes $($NodeList -join ', ')." }
    $here = $env:COMPUTERNAME
    $enabled = (Invoke-StepSql -Server $here -Statement "SELECT CAST(SERVERPROPERTY('IsHadrEnabled') AS int) AS Value").Value
    if ($enabled -ne 1) {
        $smo = [Reflection.Assembly]::LoadWithPartialName('Microsoft.SqlServer.SqlWmiManagement')
        if ($null -eq $smo) { throw 'The management objects of SQL Server are not installed.' }
        $managed = New-Object Microsoft.SqlServer.Management.Smo.Wmi.ManagedComputer -ArgumentList $here
        $service = $managed.Services['MSSQLSERVER']
        $service.ChangeHadrServiceSetting($true)
        Restart-Service -Name 'MSSQLSERVER' -Force
        Wait-StepCondition -Description 'SQL Server answers with AlwaysOn switched on' -Seconds 300 -Condition {
            (Invoke-StepSql -Server $here -Statement "SELECT CAST(SERVERPROPERTY('IsHadrEnabled') AS int) AS Value").Value -eq 1
        }
        Write-StepLog 'AlwaysOn is switched on.'
    }
    # SQL Server knows accounts by the short name of their domain.
    $domain = $DomainName.Split('.')[0]
    $account = (New-StepCredential -UserName $DomainAdminAccountName -Password $DomainAdminAccountPassword -DomainName $domain).UserName
    $login = ConvertTo-SqlName -Name $account
    $statements = @(
        "IF NOT EXISTS (SELECT 1 FROM sys.endpoints WHERE name = N'AlwaysOnEndpoint') CREATE ENDPOINT AlwaysOnEndpoint STATE = STARTED AS TCP (LISTENER_PORT = 5022) FOR DATABASE_MIRRORING (ROLE = ALL, ENCRYPTION = REQUIRED ALGORITHM AES)",
        'ALTER ENDPOINT AlwaysOnEndpoint STATE = STARTED',
        "IF SUSER_ID($(ConvertTo-SqlText -Text $account)) IS NULL CREATE LOGIN $login FROM WINDOWS",
        "GRANT CONNECT ON ENDPOINT::AlwaysOnEndpoint TO $login"
    )
    foreach ($statement in $statements) { $null = Invoke-StepSql -Server $here -Statement $statement }
    Write-StepLog 'The AlwaysOn endpoint is started.'
}
