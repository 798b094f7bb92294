# Makes this machine, a member of the domain, a further domain controller. The agent restarts it afterwards.
function Install-RoleSecondaryDomainController {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string] $DomainName,
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string] $UserName,
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string] $Password,
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string] $SafeModePassword
    )

    $computer = Get-WmiObject -Class Win32_ComputerSystem
    if ($computer.DomainRole -ge 4) {
        if ($computer.Domain -ne $DomainName) { throw "This machine is a domain controller of $($computer.Domain), not of $DomainName." }
        Write-StepLog "This machine is a domain controller of $DomainName already."
        return
    }
    $ntds = Get-ItemProperty -Path 'HKLM:\SYSTEM\CurrentControlSet\Services\NTDS\Parameters' -ErrorAction SilentlyContinue
    if ($ntds -and $ntds.PSObject.Properties['DSA Database file']) {
        Write-StepLog 'This machine was promoted and waits for its restart.'
        return
    }
    if (-not (Test-StepDomainMember -DomainName $DomainName)) { throw "This machine is no member of $DomainName yet." }
    $null = Install-StepFeature -Name 'AD-Domain-Services', 'DNS'
    Import-Module ADDSDeployment
    $credential = New-StepCredential -UserName $UserName -Password $Password -DomainName $DomainName
    $safeMode = (New-StepCredential -UserName 'x' -Password $SafeModePassword).Password
    Write-StepLog "Becoming a domain controller of $DomainName."
    $result = Install-ADDSDomainController -DomainName $DomainName -Credential $credential -SafeModeAdministratorPassword $safeMode `
        -InstallDns:$true -NoRebootOnCompletion:$true -Force:$true -WarningAction SilentlyContinue
    if ($result.Status -eq 'Error') { throw "Windows could not make this machine a domain controller: $($result.Message)" }
}
