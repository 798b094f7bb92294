# Installs the three packages with SQL Server's cmdlets from the share, unless the setup has brought them.
function Install-SqlServerPowerShellModule {
    [CmdletBinding()]
    param()

    if (Get-Module -ListAvailable -Name 'SQLPS', 'SqlServer') {
        Write-StepLog 'The PowerShell module of SQL Server is there already.'
        return
    }
    $tools = Join-Path (Get-StepShare) 'Prerequisites\SQL Server\Tools'
    foreach ($name in 'SQLSysClrTypes', 'SharedManagementObjects', 'PowerShellTools') {
        $package = Get-ChildItem -Path (Join-Path $tools "*$name*.msi") -ErrorAction SilentlyContinue | Select-Object -First 1
        if (-not $package) { throw "There is no $name.msi in $tools." }
        Write-StepLog "Installing $($package.Name)."
        $null = Invoke-StepProgram -Path (Join-Path $env:SystemRoot 'System32\msiexec.exe') -ArgumentList '/i', ('"{0}"' -f $package.FullName), '/qn', '/norestart'
    }
    # A module that was just installed is found through the machine's path, which this process read before.
    $env:PSModulePath = [Environment]::GetEnvironmentVariable('PSModulePath', 'Machine')
}
