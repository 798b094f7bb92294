# Installs a stand-alone SQL Server from the share.
function Install-SQLServer {
    [CmdletBinding()]
    param(
        [string] $SAPassword = '',
        [bool] $MixedModeAuth = $false
    )

    if ($MixedModeAuth -and -not $SAPassword) { throw 'Mixed mode needs a password for the user sa.' }
    if (Get-SqlServerService) {
        if ((Get-SqlServerService).Status -ne 'Running') { Start-Service -Name 'MSSQLSERVER' }
        Write-StepLog 'SQL Server is installed already.'
        return
    }
    $answer = @{ SQLSVCACCOUNT = 'NT AUTHORITY\SYSTEM' }
    if ($MixedModeAuth) {
        $answer.SECURITYMODE = 'SQL'
        $answer.SAPWD = $SAPassword
    }
    Install-SqlServerInstance -Answer $answer
    if (-not (Get-NetFirewallRule -Name 'Campanile-SqlServer' -ErrorAction SilentlyContinue)) {
        New-NetFirewallRule -Name 'Campanile-SqlServer' -DisplayName 'SQL Server' -Protocol TCP -LocalPort 1433 -Direction Inbound -Action Allow | Out-Null
    }
    Write-StepLog 'SQL Server is running.'
}
