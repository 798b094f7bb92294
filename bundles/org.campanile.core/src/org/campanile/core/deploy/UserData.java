package org.campanile.core.deploy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

import org.campanile.core.environment.ServiceType;
import org.campanile.core.secret.Secret;

/**
 * What a unit's server gets at its first start: for Windows a cloudbase-init script that writes the agent's configuration, for Linux a shell
 * script that does the same (protocol document, section 3.6; murano-agent-observed.md, section 2). Every value is escaped for the language
 * it lands in, which the original did not do. The text holds the broker's password, therefore it is a secret. Pure functions.
 */
public final class UserData {

    private UserData() {
    }

    /**
     * User data of a unit.
     *
     * @param agent what runs plans in the unit
     * @param hostName name the computer gets
     * @param inputQueue queue of the unit's plans
     * @param resultsQueue queue of the answers
     */
    public static Secret of(ServiceType.Agent agent, AgentBroker broker, String hostName, String inputQueue, String resultsQueue) {
        return Secret.of(switch (agent) {
            case WINDOWS -> windows(broker, hostName, base64(windowsConfig(broker, inputQueue, resultsQueue)));
            case LINUX -> linux(hostName, base64(linuxConfig(broker, inputQueue, resultsQueue)));
        });
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The Windows agent's .NET configuration. */
    static String windowsConfig(AgentBroker broker, String inputQueue, String resultsQueue) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("rabbitmq.host", broker.host());
        settings.put("rabbitmq.port", Integer.toString(broker.port()));
        settings.put("rabbitmq.user", broker.user());
        settings.put("rabbitmq.password", broker.password().reveal());
        settings.put("rabbitmq.vhost", broker.vhost());
        settings.put("rabbitmq.inputQueue", inputQueue);
        settings.put("rabbitmq.resultExchange", "");
        settings.put("rabbitmq.resultRoutingKey", resultsQueue);
        settings.put("rabbitmq.durableMessages", "true");
        settings.put("rabbitmq.ssl", Boolean.toString(broker.tls()));
        settings.put("rabbitmq.allowInvalidCA", "true");
        settings.put("rabbitmq.sslServerName", "");
        StringBuilder xml = new StringBuilder("""
                <?xml version="1.0" encoding="utf-8"?>
                <configuration>
                  <configSections>
                    <section name="nlog" type="NLog.Config.ConfigSectionHandler, NLog"/>
                  </configSections>
                  <startup>
                    <supportedRuntime version="v4.0" sku=".NETFramework,Version=v4.5"/>
                  </startup>
                  <nlog xmlns="http://www.nlog-project.org/schemas/NLog.xsd" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
                    <targets>
                      <target name="file" xsi:type="File" fileName="${basedir}/log.txt"/>
                    </targets>
                    <rules>
                      <logger name="*" minlevel="Debug" writeTo="file"/>
                    </rules>
                  </nlog>
                  <appSettings>
                """);
        settings.forEach((key, value) -> xml.append("    <add key=\"").append(key).append("\" value=\"").append(xml(value)).append("\"/>\n"));
        return xml.append("  </appSettings>\n</configuration>\n").toString();
    }

    private static String xml(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\t', '\n', '\r' -> escaped.append("&#").append(c).append(';');
                default -> {
                    if (c < ' ' || c == 0xFFFE || c == 0xFFFF) {
                        throw new IllegalArgumentException("a value of the agent's configuration has a character that XML cannot hold");
                    }
                    escaped.appendCodePoint(c);
                }
            }
        });
        return escaped.toString();
    }

    /** The Python agent's oslo.config file. Login and password go into an address there, so they are percent-encoded. */
    static String linuxConfig(AgentBroker broker, String inputQueue, String resultsQueue) {
        return "[DEFAULT]\n"
                + "storage = /var/murano/plans\n"
                + "\n"
                + "[rabbitmq]\n"
                + "host = " + broker.host() + "\n"
                + "port = " + broker.port() + "\n"
                + "login = " + percent(broker.user()) + "\n"
                + "password = " + percent(broker.password().reveal()) + "\n"
                + "virtual_host = " + ("/".equals(broker.vhost()) ? "/" : percent(broker.vhost())) + "\n"
                + "ssl = " + broker.tls() + "\n"
                + "input_queue = " + inputQueue + "\n"
                + "result_exchange =\n"
                + "result_routing_key = " + resultsQueue + "\n";
    }

    private static String percent(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String windows(AgentBroker broker, String hostName, String config) {
        return """
                #ps1
                $ErrorActionPreference = 'Stop'
                $log = 'C:\\Murano\\PowerShell.log'
                New-Item -ItemType Directory -Force -Path 'C:\\Murano\\Agent' | Out-Null
                function Write-Line([string] $Text) { Add-Content -Path $log -Value ((Get-Date -Format s) + ' ' + $Text) }
                $config = '@CONFIG@'
                $file = 'C:\\Murano\\Agent\\WindowsAgent.exe.config'
                $service = Get-Service -Name 'Murano Agent' -ErrorAction SilentlyContinue
                if ($service) { Stop-Service -Name 'Murano Agent' -Force }
                if (Test-Path $file) { Copy-Item -Path $file -Destination ($file + '.bak') -Force }
                [IO.File]::WriteAllBytes($file, [Convert]::FromBase64String($config))
                Write-Line 'The configuration of the agent was written.'
                Remove-Item -Path 'C:\\Murano\\Agent\\log.txt' -Force -ErrorAction SilentlyContinue
                [Environment]::SetEnvironmentVariable('MuranoFileShare', '@SHARE@', 'Machine')
                if ($service) {
                    & sc.exe config 'Murano Agent' start= delayed-auto | Out-Null
                } else {
                    Write-Line 'There is no service Murano Agent in this image.'
                }
                if ($env:COMPUTERNAME -ne '@HOST@') {
                    Write-Line 'The computer is renamed and restarted.'
                    Rename-Computer -NewName '@HOST@' -Force
                    Restart-Computer -Force
                } elseif ($service) {
                    Start-Service -Name 'Murano Agent'
                }
                """.replace("@HOST@", quoted(hostName)).replace("@SHARE@", quoted(broker.share()))
                .replace("@CONFIG@", config);
    }

    private static String quoted(String text) {
        return text.replace("'", "''");
    }

    private static String linux(String hostName, String config) {
        return """
                #!/bin/sh
                set -eu
                umask 077
                mkdir -p /etc/murano-agent /var/murano/plans
                printf %s '@CONFIG@' | base64 -d > /etc/murano-agent/muranoagent.conf
                if command -v hostnamectl > /dev/null; then hostnamectl set-hostname '@HOST@'; else hostname '@HOST@'; fi
                if command -v systemctl > /dev/null; then systemctl restart murano-agent || true; fi
                """.replace("@HOST@", hostName.replace("'", "")).replace("@CONFIG@", config);
    }
}
