package org.campanile.core.openstack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.openstack.internal.CloudsYaml;
import org.campanile.core.openstack.internal.Sources;
import org.campanile.core.task.FailureException;

/**
 * clouds.yaml with clouds-public.yaml and secure.yaml, by the rules of openstacksdk ("Configuring OpenStack SDK Applications"): the first
 * file found counts, in the working directory, {@code ~/.config/openstack} and {@code /etc/openstack}, unless {@code OS_CLIENT_CONFIG_FILE},
 * {@code OS_CLIENT_SECURE_FILE} or {@code OS_CLIENT_VENDOR_FILE} name one; secure.yaml is laid over clouds.yaml; a cloud's {@code profile} is
 * looked up in clouds-public.yaml and lies under it. The files are read at each call and never written to. Immutable; any worker thread.
 */
public final class CloudsFile {

    private static final String DOING = "reading the clouds' settings";

    private final Optional<Path> clouds;
    private final Optional<Path> secure;
    private final Optional<Path> vendors;
    /** The file that was asked for and is none, else empty. */
    private final String missing;

    private CloudsFile(Optional<Path> clouds, Optional<Path> secure, Optional<Path> vendors, String missing) {
        this.missing = missing;
        this.clouds = clouds;
        this.secure = secure;
        this.vendors = vendors;
    }

    /**
     * Looks by the search order.
     *
     * @param working the working directory
     * @param home the user's home
     * @param environment the process environment
     */
    public static CloudsFile search(Path working, Path home, Map<String, String> environment) {
        List<Path> folders = List.of(working, home.resolve(".config").resolve("openstack"), Path.of("/etc/openstack"));
        String named = environment.getOrDefault("OS_CLIENT_CONFIG_FILE", "");
        return new CloudsFile(first(folders, "clouds", named),
                first(folders, "secure", environment.get("OS_CLIENT_SECURE_FILE")),
                first(folders, "clouds-public", environment.get("OS_CLIENT_VENDOR_FILE")),
                named.isEmpty() || Files.isRegularFile(Path.of(named)) ? "" : named);
    }

    /** Looks where this process would. */
    public static CloudsFile search() {
        return search(Path.of("").toAbsolutePath(), Path.of(System.getProperty("user.home")), System.getenv());
    }

    /** A file the user chose, with secure.yaml and clouds-public.yaml beside it. */
    public static CloudsFile at(Path file) {
        List<Path> beside = List.of(file.toAbsolutePath().getParent());
        return new CloudsFile(Optional.of(file), first(beside, "secure", null), first(beside, "clouds-public", null), "");
    }

    private static Optional<Path> first(List<Path> folders, String name, String named) {
        List<Path> candidates = new ArrayList<>();
        if (named != null && !named.isEmpty()) {
            candidates.add(Path.of(named));
        }
        for (Path folder : folders) {
            for (String ending : List.of(".yaml", ".yml", ".json")) {
                candidates.add(folder.resolve(name + ending));
            }
        }
        return candidates.stream().filter(Files::isRegularFile).findFirst();
    }

    /** The clouds.yaml that counts, when there is one. */
    public Optional<Path> file() {
        return clouds;
    }

    /** Names of the clouds in the order of the file; empty when there is no file. */
    public List<String> names() throws FailureException {
        return List.copyOf(all().keySet());
    }

    private Map<String, Object> all() throws FailureException {
        Map<String, Object> merged = new LinkedHashMap<>();
        if (clouds.isPresent()) {
            merged.putAll(section(clouds.get(), "clouds"));
        }
        if (secure.isPresent()) {
            // What only secure.yaml names is no cloud one can reach.
            section(secure.get(), "clouds").forEach((name, item) -> merged.computeIfPresent(name,
                    (key, under) -> CloudsYaml.merged(CloudsYaml.map(under), CloudsYaml.map(item))));
        }
        return merged;
    }

    private static Map<String, Object> section(Path file, String key) throws FailureException {
        Map<String, Object> root = CloudsYaml.read(file);
        Object section = root.get(key);
        if (section != null && !(section instanceof Map<?, ?>) && !"".equals(section)) {
            throw Sources.bad(DOING, file.toString(), "", "The key " + key + " holds no clouds by name.");
        }
        return CloudsYaml.map(section);
    }

    private Map<String, Object> entry(String name) throws FailureException {
        Object found = all().get(name);
        if (found == null) {
            throw Sources.bad(DOING, clouds.map(Path::toString).orElse("clouds.yaml"), "",
                    (missing.isEmpty() ? "" : "OS_CLIENT_CONFIG_FILE names " + missing + ", which is no file. ")
                            + (clouds.isPresent() ? "There is no cloud " + name + " in it." : "There is no such file in any of the usual places."));
        }
        Map<String, Object> cloud = CloudsYaml.map(found);
        Object vendor = cloud.get("profile") == null ? cloud.get("cloud") : cloud.get("profile");
        if (vendor instanceof String text && vendors.isPresent()) {
            return CloudsYaml.merged(CloudsYaml.map(section(vendors.get(), "public-clouds").get(text)), cloud);
        }
        return cloud;
    }

    /** Regions the cloud names, the one that is used by default first; may be empty. */
    public List<String> regions(String cloud) throws FailureException {
        Map<String, Object> entry = entry(cloud);
        List<String> names = new ArrayList<>();
        if (entry.get("region_name") instanceof String one && !one.isEmpty()) {
            names.add(one);
        }
        regionList(entry).keySet().stream().filter(name -> !names.contains(name)).forEach(names::add);
        return List.copyOf(names);
    }

    /** Region name to the settings that hold only there. */
    private static Map<String, Map<String, Object>> regionList(Map<String, Object> entry) {
        Map<String, Map<String, Object>> found = new LinkedHashMap<>();
        if (entry.get("regions") instanceof List<?> list) {
            for (Object one : list) {
                if (one instanceof String name) {
                    found.put(name, Map.of());
                } else if (CloudsYaml.map(one).get("name") instanceof String name) {
                    found.put(name, CloudsYaml.map(CloudsYaml.map(one).get("values")));
                }
            }
        }
        return found;
    }

    /**
     * One cloud.
     *
     * @param region one of {@link #regions}; empty for the default
     * @throws FailureException BAD_INPUT with file, line and column for broken YAML, or saying what the entry lacks
     */
    public CloudSource cloud(String name, String region) throws FailureException {
        Map<String, Object> entry = entry(name);
        List<String> known = regions(name);
        List<String> notes = new ArrayList<>();
        String chosen = region.isEmpty() && !known.isEmpty() ? known.getFirst() : region;
        if (!region.isEmpty() && !known.isEmpty() && !known.contains(region)) {
            notes.add("The region " + region + " is not among those of the cloud: " + String.join(", ", known) + ".");
        }
        Map<String, Object> settings = CloudsYaml.merged(entry, regionList(entry).getOrDefault(chosen, Map.of()));
        if ((entry.get("profile") != null || entry.get("cloud") != null) && vendors.isEmpty()) {
            notes.add("The cloud refers to a vendor's profile, but there is no clouds-public.yaml.");
        }
        Map<String, String> flat = CloudsYaml.flat(settings);
        flat.put("region_name", chosen);
        return Sources.source(name, flat, false, notes, DOING, clouds.map(Path::toString).orElse("clouds.yaml") + ": " + name);
    }
}
