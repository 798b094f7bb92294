# Opens the ports of a node of an availability group to its own network. The name is the plan's; the firewall itself stays on.
function Disable-Firewall {
    [CmdletBinding()]
    param()

    $rules = @(
        @{ Name = 'Campanile-SqlServer'; DisplayName = 'SQL Server'; LocalPort = 1433 },
        @{ Name = 'Campanile-AlwaysOnEndpoint'; DisplayName = 'SQL Server AlwaysOn endpoint'; LocalPort = 5022 },
        @{ Name = 'Campanile-AlwaysOnListener'; DisplayName = 'SQL Server AlwaysOn listener'; LocalPort = 5023 }
    )
    foreach ($rule in $rules) {
        if (-not (Get-NetFirewallRule -Name $rule.Name -ErrorAction SilentlyContinue)) {
            New-NetFirewallRule @rule -Protocol TCP -Direction Inbound -Action Allow -RemoteAddress LocalSubnet | Out-Null
        }
    }
    Set-NetFirewallRule -DisplayGroup 'File and Printer Sharing' -Enabled True
    Write-StepLog 'The ports of the availability group are open to the local network.'
}
