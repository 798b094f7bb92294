# Publishes the web application of a Git repository as the default site; the same commit is not published twice.
function Deploy-WebAppFromGit {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [ValidateNotNullOrEmpty()] [string] $URL,
        [string] $Branch = ''
    )

    $git = @("$env:ProgramFiles\Git\cmd\git.exe", "${env:ProgramFiles(x86)}\Git\cmd\git.exe", "${env:ProgramFiles(x86)}\Git\bin\git.exe") |
        Where-Object { Test-Path -LiteralPath $_ } | Select-Object -First 1
    if (-not $git) { throw 'Git is not installed in this image.' }
    $hash = [Security.Cryptography.SHA256]::Create().ComputeHash([Text.Encoding]::UTF8.GetBytes("$URL $Branch"))
    $name = ([BitConverter]::ToString($hash) -replace '-', '').Substring(0, 12)
    $root = 'C:\Murano\WebApps'
    $work = Join-Path $root "$name-source"
    $site = Join-Path $root "$name-site"
    $mark = Join-Path $root "$name.commit"
    New-Item -ItemType Directory -Force -Path $root | Out-Null

    # Git must never wait for a password that nobody will type.
    $env:GIT_TERMINAL_PROMPT = '0'
    if (-not (Test-Path -LiteralPath (Join-Path $work '.git'))) {
        if (Test-Path -LiteralPath $work) { Remove-Item -LiteralPath $work -Recurse -Force }
        $arguments = @('clone', '--quiet')
        if ($Branch) { $arguments += @('--branch', $Branch) }
        $null = Invoke-StepProgram -Path $git -Good 0 -Seconds 1800 -ArgumentList ($arguments + @('--', ('"{0}"' -f $URL), ('"{0}"' -f $work)))
    } else {
        $null = Invoke-StepProgram -Path $git -Good 0 -Seconds 1800 -ArgumentList '-C', ('"{0}"' -f $work), 'fetch', '--quiet', 'origin'
        $null = Invoke-StepProgram -Path $git -Good 0 -ArgumentList '-C', ('"{0}"' -f $work), 'reset', '--quiet', '--hard', '@{upstream}'
    }
    $commit = (& $git -C $work rev-parse HEAD).Trim()
    if ((Test-Path -LiteralPath $mark) -and (Get-Content -LiteralPath $mark -TotalCount 1) -eq $commit) {
        Write-StepLog "Commit $commit is published already."
    } else {
        Publish-WebAppFolder -Source $work -Target $site
        Set-Content -LiteralPath $mark -Value $commit
        Write-StepLog "Commit $commit was published."
    }
    Import-Module WebAdministration
    Set-ItemProperty -Path 'IIS:\Sites\Default Web Site' -Name physicalPath -Value $site
    if ((Get-Website -Name 'Default Web Site').State -ne 'Started') { Start-Website -Name 'Default Web Site' }
}

# Builds a solution or a web project by MSBuild; a folder with neither is published as it is.
function Publish-WebAppFolder {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Source,
        [Parameter(Mandatory = $true)] [string] $Target
    )

    $project = Get-ChildItem -LiteralPath $Source -Recurse -Include '*.csproj', '*.vbproj' |
        Where-Object { Select-String -LiteralPath $_.FullName -Pattern 'Microsoft\.WebApplication\.targets' -Quiet } | Select-Object -First 1
    if ($project) {
        $msBuild = @(Get-ChildItem -Path "${env:ProgramFiles(x86)}\Microsoft Visual Studio\*\*\MSBuild\*\Bin\MSBuild.exe", "${env:ProgramFiles}\Microsoft Visual Studio\*\*\MSBuild\*\Bin\MSBuild.exe",
                "${env:ProgramFiles(x86)}\MSBuild\*\Bin\MSBuild.exe", "$env:SystemRoot\Microsoft.NET\Framework64\v4.*\MSBuild.exe" -ErrorAction SilentlyContinue)
        if ($msBuild.Count -eq 0) { throw 'MSBuild is not installed in this image.' }
        $null = Invoke-StepProgram -Path $msBuild[0].FullName -Good 0 -ArgumentList @(('"{0}"' -f $project.FullName), '/nologo', '/v:quiet', '/p:Configuration=Release',
            '/p:DeployOnBuild=true', '/p:WebPublishMethod=FileSystem', '/p:DeleteExistingFiles=true', ('/p:publishUrl="{0}"' -f $Target))
        return
    }
    $null = Invoke-StepProgram -Path (Join-Path $env:SystemRoot 'System32\robocopy.exe') -Good (0..7) -ArgumentList @(
        ('"{0}"' -f $Source), ('"{0}"' -f $Target), '/MIR', '/XD', '.git', '/R:5', '/W:5', '/NP', '/NFL', '/NDL')
}
