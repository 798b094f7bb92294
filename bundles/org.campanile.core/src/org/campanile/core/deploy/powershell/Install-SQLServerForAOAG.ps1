# Installs SQL Server on a node of an availability group; its service runs as a domain account.
function Install-SQLServerForAOAG {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string] $SQLServiceUserName,
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string] $SQLServiceUserPassword,
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string] $SQLServiceUserDomain
    )

    if (Get-SqlServerService) {
        if ((Get-SqlServerService).Status -ne 'Running') { Start-Service -Name 'MSSQLSERVER' }
        Write-StepLog 'SQL Server is installed already.'
        return
    }
    $account = (New-StepCredential -UserName $SQLServiceUserName -Password $SQLServiceUserPassword -DomainName $SQLServiceUserDomain).UserName
    Install-SqlServerInstance -Answer @{
        SQLSVCACCOUNT = $account
        SQLSVCPASSWORD = $SQLServiceUserPassword
        AGTSVCACCOUNT = $account
        AGTSVCPASSWORD = $SQLServiceUserPassword
        SQLSYSADMINACCOUNTS = $account
    }
    Write-StepLog "SQL Server is running as $account."
}
