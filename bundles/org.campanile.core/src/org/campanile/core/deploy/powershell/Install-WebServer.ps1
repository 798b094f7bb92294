# Installs IIS with ASP.NET, and the two installers for building web applications where they are.
function Install-WebServer {
    [CmdletBinding()]
    param([string] $PrerequisitesPath = '')

    $null = Install-StepFeature -Name 'Web-Server', 'Web-Asp-Net45', 'Web-Net-Ext45', 'Web-ISAPI-Ext', 'Web-ISAPI-Filter', 'Web-Mgmt-Console'
    if ($PrerequisitesPath) {
        $mvc = Join-Path $PrerequisitesPath 'AspNetMvc4Setup.exe'
        if (-not (Test-Path -LiteralPath "${env:ProgramFiles(x86)}\Microsoft ASP.NET\ASP.NET MVC 4") -and (Test-Path -LiteralPath $mvc)) {
            Write-StepLog 'Installing ASP.NET MVC 4.'
            $null = Invoke-StepProgram -Path $mvc -ArgumentList '/q', '/norestart'
        }
        $targets = "${env:ProgramFiles(x86)}\MSBuild\Microsoft\VisualStudio\v10.0\WebApplications"
        $webApplications = Join-Path $PrerequisitesPath 'WebApplications.exe'
        if (-not (Test-Path -LiteralPath $targets) -and (Test-Path -LiteralPath $webApplications)) {
            Write-StepLog 'Unpacking the build targets of web applications.'
            New-Item -ItemType Directory -Force -Path (Split-Path -Parent $targets) | Out-Null
            $null = Invoke-StepProgram -Path $webApplications -ArgumentList '-y', ('-o"{0}"' -f (Split-Path -Parent $targets))
        }
    }
    if ((Get-Service -Name 'W3SVC').Status -ne 'Running') { Start-Service -Name 'W3SVC' }
    if (-not (Get-NetFirewallRule -Name 'IIS-WebServerRole-HTTP-In-TCP' -ErrorAction SilentlyContinue)) {
        New-NetFirewallRule -Name 'IIS-WebServerRole-HTTP-In-TCP' -DisplayName 'World Wide Web Services (HTTP)' -Protocol TCP -LocalPort 80 `
            -Direction Inbound -Action Allow | Out-Null
    }
    Write-StepLog 'IIS is running.'
}
