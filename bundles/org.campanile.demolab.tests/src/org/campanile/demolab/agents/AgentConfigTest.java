package org.campanile.demolab.agents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import java.util.Optional;

import org.junit.jupiter.api.Test;

/** Where an agent's configuration is found in user data, and where not. */
class AgentConfigTest {

    private static final String XML = """
            <?xml version="1.0" encoding="utf-8"?>
            <configuration><appSettings>
              <add key="rabbitmq.host" value="10.1.2.3"/><add key="rabbitmq.port" value="5673"/>
              <add key="rabbitmq.user" value="murano"/><add key="rabbitmq.password" value="p/w"/>
              <add key="rabbitmq.vhost" value="lab"/><add key="rabbitmq.inputQueue" value="e1-dc-dc01"/>
              <add key="rabbitmq.resultExchange" value=""/><add key="rabbitmq.resultRoutingKey" value="-execution-results-e1"/>
            </appSettings></configuration>
            """;
    private static final String INI = """
            [DEFAULT]
            storage = /var/murano/plans
            [rabbitmq]
            host = broker
            login = agent
            password = a%40b
            virtual_host = %2F
            input_queue = e2-h1
            result_routing_key = -execution-results-e2
            [other]
            host = wrong
            """;
    private static final AgentConfig WINDOWS = new AgentConfig(AgentConfig.Kind.WINDOWS, "10.1.2.3", 5673, "murano", "p/w", "lab", "e1-dc-dc01", "",
            "-execution-results-e1");
    private static final AgentConfig PYTHON = new AgentConfig(AgentConfig.Kind.PYTHON, "broker", 5672, "agent", "a@b", "/", "e2-h1", "",
            "-execution-results-e2");

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    @Test
    void theWindowsConfigurationInAPowerShellScript() {
        String other = base64("<certificate>" + "x".repeat(60));
        assertEquals(Optional.of(WINDOWS), AgentConfig.find("#ps1\n$CaRootCertBase64 = '" + other + "'\n$AgentConfigBase64 = '" + base64(XML) + "'\n"));
    }

    @Test
    void base64InLinesWithAWordAfterIt() {
        String lines = Base64.getMimeEncoder(76, "\n".getBytes(UTF_8)).encodeToString(XML.getBytes(UTF_8));
        assertEquals(Optional.of(WINDOWS), AgentConfig.find("content: |\n" + lines + "\npath"));
        assertEquals(Optional.of(WINDOWS), AgentConfig.find("content: |\n" + lines + "\npath: C:\\agent"));
    }

    @Test
    void theIniPlainInCloudConfigAndInsideBase64() {
        assertEquals(Optional.of(PYTHON), AgentConfig.find(INI));
        assertEquals(Optional.of(PYTHON), AgentConfig.find("#cloud-config\nwrite_files:\n- content: |\n" + INI.indent(4) + "  path: /etc/murano-agent.conf\n"));
        assertEquals(Optional.of(PYTHON), AgentConfig.find("- encoding: b64\n  content: " + base64(INI) + "\n  path: /etc/x\n"));
        assertEquals(Optional.of(PYTHON), AgentConfig.find(base64("#!/bin/sh\necho " + base64(INI) + " | base64 -d\n")));
    }

    @Test
    void whatNoAgentCouldReadGivesNone() {
        assertEquals(Optional.empty(), AgentConfig.find(""));
        assertEquals(Optional.empty(), AgentConfig.find("#!/bin/sh\necho hello\n"));
        assertEquals(Optional.empty(), AgentConfig.find(XML.replace("p/w", "p&w")), "an unescaped ampersand breaks the file");
        assertEquals(Optional.empty(), AgentConfig.find(XML.replace("5673", "many")));
        assertEquals(Optional.empty(), AgentConfig.find("x ".repeat(20_000) + "A".repeat(60_000)));
    }

    @Test
    void thePasswordIsNotShown() {
        assertFalse(WINDOWS.toString().contains("p/w"));
        assertTrue(WINDOWS.toString().contains("e1-dc-dc01"));
    }
}
