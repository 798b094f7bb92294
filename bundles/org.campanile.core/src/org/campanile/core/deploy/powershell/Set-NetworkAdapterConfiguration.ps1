# Names the DNS server of the first network adapter that is up and has an IPv4 address.
function Set-NetworkAdapterConfiguration {
    [CmdletBinding()]
    param(
        [bool] $FirstAvailable = $true,
        [Parameter(Mandatory = $true)] [ValidatePattern('^\d{1,3}(\.\d{1,3}){3}$')] [string] $DNSServer,
        [string] $Name = ''
    )

    $adapters = @(Get-NetAdapter | Where-Object { $_.Status -eq 'Up' } | Sort-Object -Property ifIndex)
    if ($Name) { $adapters = @($adapters | Where-Object { $_.Name -eq $Name }) } elseif (-not $FirstAvailable) {
        throw 'Either the first available adapter or one with a name has to be asked for.'
    }
    $adapters = @($adapters | Where-Object { Get-NetIPAddress -InterfaceIndex $_.ifIndex -AddressFamily IPv4 -ErrorAction SilentlyContinue })
    if ($adapters.Count -eq 0) { throw 'No network adapter is up and has an IPv4 address.' }
    $index = $adapters[0].ifIndex
    $now = @((Get-DnsClientServerAddress -InterfaceIndex $index -AddressFamily IPv4).ServerAddresses)
    if ($now.Count -gt 0 -and $now[0] -eq $DNSServer) {
        Write-StepLog "Adapter $($adapters[0].Name) asks $DNSServer already."
        return
    }
    Set-DnsClientServerAddress -InterfaceIndex $index -ServerAddresses $DNSServer
    Clear-DnsClientCache
    Write-StepLog "Adapter $($adapters[0].Name) asks $DNSServer now."
}
