package org.campanile.core.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.file.Yaml;
import org.campanile.core.file.YamlSection;
import org.campanile.core.openstack.CloudProfile;
import org.campanile.core.openstack.CloudProfile.AuthType;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.remote.HostProfile;
import org.campanile.core.servicemanager.SystemProfile;
import org.campanile.core.task.FailureException;

/** A lab as YAML and back. Keys of the cloud are named as in clouds.yaml; unknown ones are kept; those that look like secrets are refused. */
final class LabYaml {

    private static final String DOING = "reading a lab";
    private static final Set<String> TOP = Set.of("id", "name", "colour", "guard", "cloud", "broker", "controllers", "hosts", "share");
    private static final Set<String> CLOUD = Set.of("name", "auth_url", "auth_type", "username", "user_domain", "project", "project_domain",
            "application_credential_id", "application_credential_name", "region", "interface", "endpoint_overrides", "ca_file", "verify");
    private static final Set<String> BROKER = Set.of("host", "port", "tls", "ca_file", "verify", "user", "vhost", "management_url");
    private static final Set<String> SYSTEM = Set.of("name", "urls", "region", "strict_usm");
    private static final Set<String> HOST = Set.of("name", "address", "port", "user", "key_file");

    private LabYaml() {
    }

    static Lab read(String text, String file) throws FailureException {
        YamlSection root = Yaml.parse(text, file, DOING);
        Map<String, Map<String, Object>> unknown = new LinkedHashMap<>();
        keep(unknown, "", root, TOP);
        String word = root.text("guard", Guard.NORMAL.word());
        Guard guard = Guard.of(word).orElseThrow(() -> root.bad("guard", "The guard is normal, read-only or critical, not " + word + "."));
        Optional<YamlSection> cloud = root.section("cloud");
        Optional<YamlSection> broker = root.section("broker");
        List<LabDraft.SystemDraft> systems = new ArrayList<>();
        for (YamlSection s : root.sections("controllers")) {
            String name = s.text("name", "");
            systems.add(new LabDraft.SystemDraft(name, s.texts("urls"), s.text("region", ""), s.bool("strict_usm", false)));
            keep(unknown, "system/" + name, s, SYSTEM);
        }
        List<LabDraft.Host> hosts = new ArrayList<>();
        for (YamlSection h : root.sections("hosts")) {
            String address = h.text("address", "");
            String name = h.text("name", address);
            hosts.add(new LabDraft.Host(name, address, h.text("port", ""), h.text("user", ""), h.text("key_file", "")));
            keep(unknown, "host/" + name, h, HOST);
        }
        LabDraft draft = new LabDraft(root.text("id", ""), root.text("name"), root.text("colour", Lab.DEFAULT_COLOUR), guard,
                cloud.isEmpty() ? Optional.empty() : Optional.of(cloud(cloud.get(), unknown)),
                broker.isEmpty() ? Optional.empty() : Optional.of(broker(broker.get(), unknown)), systems, hosts, root.text("share", ""), unknown);
        Optional<LabProblem> problem = draft.validate(Set.of()).stream().filter(LabProblem::error).findFirst();
        if (problem.isPresent()) {
            throw root.bad(problem.get().field(), problem.get().message());
        }
        return draft.toLab();
    }

    private static LabDraft.Cloud cloud(YamlSection c, Map<String, Map<String, Object>> unknown) throws FailureException {
        keep(unknown, "cloud", c, CLOUD);
        String word = c.text("auth_type", AuthType.PASSWORD.word());
        AuthType type = switch (word) {
            case "password", "v3password" -> AuthType.PASSWORD;
            case "v3applicationcredential" -> AuthType.APPLICATION_CREDENTIAL;
            default -> throw c.bad("auth_type", "The way to log in is password or v3applicationcredential, not " + word + ".");
        };
        return new LabDraft.Cloud(c.text("name", ""), c.text("auth_url", ""), type, c.text("username", ""), c.text("user_domain", ""),
                c.text("project", ""), c.text("project_domain", ""), c.text("application_credential_id", ""),
                c.text("application_credential_name", ""), c.text("region", ""), c.text("interface", "public"), c.textMap("endpoint_overrides"),
                c.text("ca_file", ""), c.bool("verify", true));
    }

    private static LabDraft.Broker broker(YamlSection b, Map<String, Map<String, Object>> unknown) throws FailureException {
        keep(unknown, "broker", b, BROKER);
        return new LabDraft.Broker(b.text("host", ""), b.text("port", ""), b.bool("tls", false), b.text("ca_file", ""), b.bool("verify", true),
                b.text("user", ""), b.text("vhost", "/"), b.text("management_url", ""));
    }

    private static void keep(Map<String, Map<String, Object>> unknown, String name, YamlSection section, Set<String> known)
            throws FailureException {
        Map<String, Object> rest = section.rest(known);
        for (String key : rest.keySet()) {
            if (key.toLowerCase(Locale.ROOT).matches(".*(password|passwd|passphrase|secret|token).*")) {
                throw section.bad(key, "A lab's file holds no secrets; take " + key + " out and give it when the console asks.");
            }
        }
        if (!rest.isEmpty()) {
            unknown.put(name, rest);
        }
    }

    static String write(Lab lab) {
        Map<String, Object> root = new LinkedHashMap<>();
        if (!lab.id().equals(lab.name())) {
            root.put("id", lab.id());
        }
        root.put("name", lab.name());
        root.put("colour", lab.colour());
        root.put("guard", lab.guard().word());
        lab.cloud().ifPresent(c -> root.put("cloud", with(cloud(c), lab, "cloud")));
        lab.broker().ifPresent(b -> root.put("broker", with(broker(b), lab, "broker")));
        if (!lab.systems().isEmpty()) {
            root.put("controllers", lab.systems().stream().map(s -> with(system(s), lab, "system/" + s.name())).toList());
        }
        if (!lab.hosts().isEmpty()) {
            root.put("hosts", lab.hosts().stream().map(h -> with(host(h), lab, "host/" + h.name())).toList());
        }
        put(root, "share", lab.share());
        return Yaml.write(with(root, lab, ""));
    }

    private static Map<String, Object> with(Map<String, Object> known, Lab lab, String section) {
        lab.unknown().getOrDefault(section, Map.of()).forEach(known::putIfAbsent);
        return known;
    }

    private static Map<String, Object> cloud(CloudProfile c) {
        Map<String, Object> map = new LinkedHashMap<>();
        put(map, "name", c.name());
        map.put("auth_url", c.authUrl());
        map.put("auth_type", c.authType().word());
        put(map, "username", c.username());
        put(map, "user_domain", c.userDomain());
        put(map, "project", c.project());
        put(map, "project_domain", c.projectDomain());
        put(map, "application_credential_id", c.applicationCredentialId());
        put(map, "application_credential_name", c.applicationCredentialName());
        put(map, "region", c.region());
        map.put("interface", c.interfaceName());
        if (!c.endpointOverrides().isEmpty()) {
            map.put("endpoint_overrides", c.endpointOverrides());
        }
        put(map, "ca_file", LabDrafts.text(c.caFile()));
        map.put("verify", c.verify());
        return map;
    }

    private static Map<String, Object> broker(BrokerProfile b) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("host", b.host());
        map.put("port", b.port());
        map.put("tls", b.tls());
        put(map, "ca_file", LabDrafts.text(b.caFile()));
        map.put("verify", b.verify());
        map.put("user", b.user());
        map.put("vhost", b.vhost());
        put(map, "management_url", b.managementUrl());
        return map;
    }

    private static Map<String, Object> system(SystemProfile s) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", s.name());
        map.put("urls", s.urls());
        put(map, "region", s.region());
        map.put("strict_usm", s.strictUsm());
        return map;
    }

    private static Map<String, Object> host(HostProfile h) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", h.name());
        map.put("address", h.address());
        map.put("port", h.port());
        map.put("user", h.user());
        put(map, "key_file", LabDrafts.text(h.keyFile()));
        return map;
    }

    private static void put(Map<String, Object> map, String key, String value) {
        if (!value.isEmpty()) {
            map.put(key, value);
        }
    }
}
