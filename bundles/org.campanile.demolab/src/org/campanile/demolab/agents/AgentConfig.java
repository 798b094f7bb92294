package org.campanile.demolab.agents;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.xml.parsers.DocumentBuilderFactory;

import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * How an agent reaches its broker, as its configuration file says. Two files exist: the Windows agent's .NET configuration with
 * {@code appSettings} (murano.md, 3.6) and the Python agent's INI file with {@code [rabbitmq]} (murano-agent-observed.md, 2).
 *
 * @param kind which agent it is for
 * @param host broker's name or address
 * @param port broker's port
 * @param user login
 * @param password password of the login
 * @param vhost virtual host
 * @param inputQueue queue the plans come from
 * @param resultExchange exchange results go to; empty means the default one
 * @param resultRoutingKey routing key of results
 */
public record AgentConfig(Kind kind, String host, int port, String user, String password, String vhost, String inputQueue, String resultExchange,
        String resultRoutingKey) {

    /** Which agent. */
    public enum Kind {
        /** The Windows agent: plans of format 1. */ WINDOWS,
        /** The Python agent: plans of format 2. */ PYTHON
    }

    private static final int AMQP = 5672;
    private static final int DEEPEST = 3;
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{32,}+(?:\\s+[A-Za-z0-9+/]{20,}+)*+(?:\\s+[A-Za-z0-9+/]+)?={0,2}");
    private static final Pattern SECTION = Pattern.compile("^\\s*\\[(\\w+)]\\s*$");
    private static final Pattern ENTRY = Pattern.compile("^\\s*([A-Za-z_]+)\\s*=\\s*(.*?)\\s*$");

    /**
     * Finds the configuration in user data: plainly in the text, or in its Base64 parts, the longest first, these searched in the same way.
     *
     * @param userData the decoded text a server was started with
     * @return empty when there is none that an agent could read
     */
    public static Optional<AgentConfig> find(String userData) {
        return find(userData, 0);
    }

    private static Optional<AgentConfig> find(String text, int depth) {
        Optional<AgentConfig> here = text.contains("<appSettings") ? xml(text) : Optional.empty();
        if (here.isEmpty()) {
            here = ini(text);
        }
        if (here.isPresent() || depth == DEEPEST) {
            return here;
        }
        List<String> runs = new ArrayList<>();
        Matcher m = BASE64.matcher(text);
        while (m.find()) {
            // The last short piece may be the end of the Base64 or the word after it.
            runs.add(m.group());
            runs.add(m.group().replaceFirst("\\s+\\S+$", ""));
        }
        runs.sort(Comparator.comparingInt(String::length).reversed());
        for (String run : runs) {
            Optional<AgentConfig> inside = decoded(run).flatMap(t -> find(t, depth + 1));
            if (inside.isPresent()) {
                return inside;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> decoded(String base64) {
        try {
            return Optional.of(new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** An XML that does not parse, as a password with an ampersand makes it, gives nothing: the real agent does not start with it either. */
    private static Optional<AgentConfig> xml(String text) {
        int from = Math.max(text.indexOf("<?xml"), text.indexOf("<configuration"));
        int begin = text.contains("<?xml") ? text.indexOf("<?xml") : from;
        int end = text.lastIndexOf("</configuration>");
        if (begin < 0 || end < begin) {
            return Optional.empty();
        }
        Map<String, String> settings = new HashMap<>();
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            NodeList adds = builder.parse(new ByteArrayInputStream(
                    text.substring(begin, end + "</configuration>".length()).getBytes(StandardCharsets.UTF_8))).getElementsByTagName("add");
            for (int i = 0; i < adds.getLength(); i++) {
                Element add = (Element) adds.item(i);
                settings.put(add.getAttribute("key"), add.getAttribute("value"));
            }
        } catch (java.io.IOException | org.xml.sax.SAXException | javax.xml.parsers.ParserConfigurationException unreadable) {
            return Optional.empty();
        }
        return make(Kind.WINDOWS, settings, "rabbitmq.host", "rabbitmq.port", "rabbitmq.user", "rabbitmq.password", "rabbitmq.vhost",
                "rabbitmq.inputQueue", "rabbitmq.resultExchange", "rabbitmq.resultRoutingKey", "-execution-results");
    }

    private static Optional<AgentConfig> ini(String text) {
        Map<String, String> settings = new HashMap<>();
        boolean inside = false;
        for (String line : text.lines().toList()) {
            Matcher section = SECTION.matcher(line);
            Matcher entry = ENTRY.matcher(line);
            if (section.matches()) {
                inside = section.group(1).equals("rabbitmq");
            } else if (inside && entry.matches()) {
                settings.put(entry.group(1), entry.group(2).replace("$$", "$"));
            }
        }
        return make(Kind.PYTHON, settings, "host", "port", "login", "password", "virtual_host", "input_queue", "result_exchange",
                "result_routing_key", "None");
    }

    private static Optional<AgentConfig> make(Kind kind, Map<String, String> s, String host, String port, String user, String password, String vhost,
            String queue, String exchange, String key, String defaultKey) {
        if (s.getOrDefault(queue, "").isEmpty()) {
            return Optional.empty();
        }
        try {
            int number = Integer.parseInt(s.getOrDefault(port, String.valueOf(AMQP)).strip());
            // The Python agent puts login, password and virtual host into a URL, so they are percent-encoded in its file.
            java.util.function.UnaryOperator<String> plain = kind == Kind.PYTHON
                    ? v -> java.net.URLDecoder.decode(v.replace("+", "%2B"), StandardCharsets.UTF_8) : v -> v;
            return Optional.of(new AgentConfig(kind, s.getOrDefault(host, "localhost"), number, plain.apply(s.getOrDefault(user, "guest")),
                    plain.apply(s.getOrDefault(password, "guest")), plain.apply(s.getOrDefault(vhost, "/")), s.get(queue),
                    s.getOrDefault(exchange, ""), s.getOrDefault(key, defaultKey)));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "AgentConfig[" + kind + ", " + user + "@" + host + ":" + port + ", vhost " + vhost + ", queue " + inputQueue + "]";
    }
}
