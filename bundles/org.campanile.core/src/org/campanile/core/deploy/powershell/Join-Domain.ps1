# Makes this machine a member of a domain. The agent restarts it afterwards.
function Join-Domain {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string] $Username,
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string] $Password,
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string] $DomainName,
        [string] $OUPath = ''
    )

    if (Test-StepDomainMember -DomainName $DomainName) {
        Write-StepLog "This machine is a member of $DomainName already."
        return
    }
    $computer = Get-WmiObject -Class Win32_ComputerSystem
    if ($computer.PartOfDomain) { throw "This machine is a member of $($computer.Domain); it has to leave that domain first." }
    # The controller may still be restarting: its service record appears when it is ready.
    Wait-StepCondition -Description "A domain controller of $DomainName is found by DNS" -Seconds 900 -Condition {
        Clear-DnsClientCache
        @(Resolve-DnsName -Name "_ldap._tcp.dc._msdcs.$DomainName" -Type SRV -ErrorAction Stop).Count -gt 0
    }
    $join = @{
        DomainName = $DomainName
        Credential = New-StepCredential -UserName $Username -Password $Password -DomainName $DomainName
        Force = $true
        WarningAction = 'SilentlyContinue'
    }
    if ($OUPath) { $join.OUPath = $OUPath }
    Wait-StepCondition -Description "Joining $DomainName" -Seconds 600 -Pause 20 -Condition {
        try {
            Add-Computer @join
            $true
        } catch [System.InvalidOperationException] {
            # A refused password does not become right by asking again, and locks the account.
            if ($_.Exception.Message -match 'password|denied|locked') { throw [System.OperationCanceledException] $_.Exception.Message }
            throw
        }
    }
    Write-StepLog "This machine has joined $DomainName and waits for its restart."
}
