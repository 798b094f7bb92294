# The IPv4 address under which the DNS server of this machine can be asked by others.
function Get-DnsListeningIpAddress {
    [CmdletBinding()]
    param()

    Wait-StepCondition -Description 'The DNS server runs' -Seconds 300 -Condition { (Get-Service -Name 'DNS').Status -eq 'Running' }
    $listening = @((Get-WmiObject -Namespace 'root\MicrosoftDNS' -Class 'MicrosoftDNS_Server').ServerAddresses)
    $usable = @($listening | Where-Object { $_ -match '^\d+\.\d+\.\d+\.\d+$' -and $_ -notmatch '^(127|169\.254)\.' })
    if ($usable.Count -eq 0) { throw 'The DNS server listens on no IPv4 address that others can reach.' }
    $usable[0]
}
