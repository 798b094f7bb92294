# Gives a local user this password; on a domain controller, which has no local users, the domain's user of that name.
function Set-LocalUserPassword {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string] $UserName,
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string] $Password,
        [bool] $Force = $false
    )

    $role = (Get-WmiObject -Class Win32_ComputerSystem).DomainRole
    $context = if ($role -ge 4) { 'Domain' } else { 'Machine' }
    Add-Type -AssemblyName System.DirectoryServices.AccountManagement
    $store = New-Object System.DirectoryServices.AccountManagement.PrincipalContext -ArgumentList $context
    try {
        if ($store.ValidateCredentials($UserName, $Password)) {
            Write-StepLog "User $UserName has that password already."
            return
        }
        $user = [System.DirectoryServices.AccountManagement.UserPrincipal]::FindByIdentity($store, $UserName)
        if ($null -eq $user) {
            if (-not $Force) { throw "There is no user $UserName on $env:COMPUTERNAME." }
            if ($context -eq 'Domain') { throw "There is no user $UserName in the domain." }
            $user = New-Object System.DirectoryServices.AccountManagement.UserPrincipal -ArgumentList $store
            $user.SamAccountName = $UserName
            $user.SetPassword($Password)
            $user.Save()
            Write-StepLog "User $UserName was created."
            return
        }
        $user.SetPassword($Password)
        $user.PasswordNeverExpires = $true
        $user.Enabled = $true
        $user.Save()
        Write-StepLog "The password of user $UserName was set."
    } finally {
        $store.Dispose()
    }
}
