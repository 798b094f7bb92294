# Shared by the scripts for SQL Server; loaded after Common.ps1.

function Get-SqlServerService {
    [CmdletBinding()]
    param()
    Get-Service -Name 'MSSQLSERVER' -ErrorAction SilentlyContinue
}

# The setup program of the newest SQL Server in the share.
function Get-SqlServerSetup {
    [CmdletBinding()]
    param()

    $folder = Join-Path (Get-StepShare) 'Prerequisites\SQL Server'
    $setup = @(Get-ChildItem -Path (Join-Path $folder '*\setup.exe') -ErrorAction SilentlyContinue | Sort-Object -Property FullName)
    if ($setup.Count -eq 0) { throw "There is no setup.exe below $folder. The setup media belong into Prerequisites\SQL Server\2012 of the share." }
    $setup[-1].FullName
}

# Installs the default instance with these answers. Passwords go into a file of answers that only administrators can read and that is removed.
function Install-SqlServerInstance {
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [hashtable] $Answer)

    $setup = Get-SqlServerSetup
    $file = Join-Path $env:TEMP ('campanile-' + [Guid]::NewGuid().ToString('N') + '.ini')
    $base = @{ ACTION = 'Install'; INSTANCENAME = 'MSSQLSERVER'; QUIET = 'True'; UPDATEENABLED = 'False'; TCPENABLED = '1'; IACCEPTSQLSERVERLICENSETERMS = 'True'
        SQLSYSADMINACCOUNTS = 'BUILTIN\Administrators' }
    $lines = New-Object System.Collections.Generic.List[string]
    $lines.Add('[OPTIONS]')
    foreach ($pair in @($base, $Answer)) {
        foreach ($key in ($pair.Keys | Sort-Object)) {
            $value = [string] $pair[$key]
            if ($value.Contains('"')) { throw "The setup of SQL Server takes no quotation mark in $key." }
            $lines.Add(('{0}="{1}"' -f $key, $value))
        }
    }
    # FEATURES is a list, which the setup does not take in quotation marks.
    $lines.Add('FEATURES=SQLENGINE')
    try {
        New-Item -ItemType File -Path $file | Out-Null
        $null = & icacls.exe $file /inheritance:r /grant:r '*S-1-5-32-544:F' '*S-1-5-18:F'
        [IO.File]::WriteAllLines($file, $lines)
        Write-StepLog "Installing SQL Server from $setup."
        $null = Invoke-StepProgram -Path $setup -Seconds 5400 -ArgumentList ('/CONFIGURATIONFILE="{0}"' -f $file), '/IACCEPTSQLSERVERLICENSETERMS'
    } finally {
        Remove-Item -LiteralPath $file -Force -ErrorAction SilentlyContinue
    }
    Wait-StepCondition -Description 'SQL Server runs' -Seconds 300 -Condition { (Get-SqlServerService).Status -eq 'Running' }
}

# Runs a statement on a server as the account of the agent, or with the values bound that are given; answers rows.
function Invoke-StepSql {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Server,
        [Parameter(Mandatory = $true)] [string] $Statement,
        [hashtable] $Values = @{},
        [string] $Database = 'master',
        [int] $Seconds = 300
    )

    $text = New-Object System.Data.SqlClient.SqlConnectionStringBuilder
    $text['Data Source'] = $Server
    $text['Initial Catalog'] = $Database
    $text['Integrated Security'] = $true
    $text['Connect Timeout'] = 30
    $connection = New-Object System.Data.SqlClient.SqlConnection -ArgumentList $text.ConnectionString
    try {
        $connection.Open()
        $command = $connection.CreateCommand()
        $command.CommandText = $Statement
        $command.CommandTimeout = $Seconds
        foreach ($key in $Values.Keys) { $null = $command.Parameters.AddWithValue($key, $Values[$key]) }
        $table = New-Object System.Data.DataTable
        $reader = $command.ExecuteReader()
        $table.Load($reader)
        $reader.Close()
        foreach ($row in $table.Rows) { $row }
    } finally {
        $connection.Dispose()
    }
}

# A name as Transact-SQL takes it.
function ConvertTo-SqlName {
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $Name)
    '[' + $Name.Replace(']', ']]') + ']'
}

# A text as Transact-SQL takes it, for the places where no value can be bound.
function ConvertTo-SqlText {
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $Text)
    "N'" + $Text.Replace("'", "''") + "'"
}

# Runs a script block as a domain account on this machine, where the account of the agent has too few rights on others.
function Invoke-StepAs {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [System.Management.Automation.PSCredential] $Credential,
        [Parameter(Mandatory = $true)] [scriptblock] $ScriptBlock,
        [object[]] $ArgumentList = @()
    )

    $job = Start-Job -Credential $Credential -ScriptBlock $ScriptBlock -ArgumentList $ArgumentList
    try {
        if (-not (Wait-Job -Job $job -Timeout 1800)) { throw 'The work under the domain account had not ended after 1800 s.' }
        Receive-Job -Job $job -ErrorAction Stop
    } finally {
        Remove-Job -Job $job -Force
    }
}
