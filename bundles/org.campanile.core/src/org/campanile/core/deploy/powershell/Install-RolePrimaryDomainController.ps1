# Makes this machine the first domain controller of a new forest. The agent restarts it afterwards.
function Install-RolePrimaryDomainController {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [ValidatePattern('^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$')] [string] $DomainName,
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string] $SafeModePassword
    )

    $computer = Get-WmiObject -Class Win32_ComputerSystem
    if ($computer.DomainRole -ge 4) {
        if ($computer.Domain -ne $DomainName) { throw "This machine is a domain controller of $($computer.Domain), not of $DomainName." }
        Write-StepLog "This machine is a domain controller of $DomainName already."
        return
    }
    # Between the promotion and the restart the role is not told yet, but the database has its place.
    $ntds = Get-ItemProperty -Path 'HKLM:\SYSTEM\CurrentControlSet\Services\NTDS\Parameters' -ErrorAction SilentlyContinue
    if ($ntds -and $ntds.PSObject.Properties['DSA Database file']) {
        Write-StepLog 'This machine was promoted and waits for its restart.'
        return
    }
    $null = Install-StepFeature -Name 'AD-Domain-Services', 'DNS'
    Import-Module ADDSDeployment
    # Longer NetBIOS names are refused by Windows.
    $netBios = $DomainName.Split('.')[0].ToUpperInvariant()
    if ($netBios.Length -gt 15) { throw "The first part of $DomainName is longer than the 15 characters of a NetBIOS name." }
    $password = (New-StepCredential -UserName 'x' -Password $SafeModePassword).Password
    Write-StepLog "Creating the forest $DomainName."
    $result = Install-ADDSForest -DomainName $DomainName -DomainNetbiosName $netBios -SafeModeAdministratorPassword $password `
        -InstallDns:$true -NoRebootOnCompletion:$true -Force:$true -WarningAction SilentlyContinue
    if ($result.Status -eq 'Error') { throw "Windows could not create the forest ${DomainName}: $($result.Message)" }
}
