package org.campanile.core.servicemanager;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/**
 * A StarlingX system whose Service Manager is to be asked (protocol document "Service Manager", section 1). Holds no secret: tokens come
 * through {@link TokenSource}.
 *
 * @param name what the user calls the system
 * @param urls base addresses of its sm-api, the floating address first if there is one, e.g. {@code https://10.10.10.2:7777}; a trailing
 *        slash or {@code /v1} is taken off
 * @param region Keystone region, may be empty
 * @param strictUsm whether its server is of the strict generation, which counts a deployment service without a usable answer as not in
 *        sync (section 8.2)
 */
public record SystemProfile(String name, List<String> urls, String region, boolean strictUsm) {

    public SystemProfile {
        Objects.requireNonNull(name);
        urls = urls.stream().map(SystemProfile::base).toList();
        region = region == null ? "" : region;
    }

    /** A system captured in a file or folder, which can only be looked at. */
    public static SystemProfile captured(String name, Path path) {
        return new SystemProfile(name, List.of(path.toAbsolutePath().toUri().toString()), "", false);
    }

    /** Where the system was captured; empty for one that answers. */
    public Optional<Path> capture() {
        return urls.size() == 1 && urls.get(0).startsWith("file:") ? Optional.of(Path.of(URI.create(urls.get(0)))) : Optional.empty();
    }

    /** Refuses a profile that cannot be asked: no address, or one that is neither an absolute http or https address nor a file's. */
    public void validate() throws FailureException {
        if (urls.isEmpty()) {
            throw bad("", "The system has no sm-api address.", "Give the floating address with port 7777.");
        }
        for (String url : urls) {
            String problem = problem(url);
            if (problem != null) {
                throw bad(url, problem, "Give the address as http://ADDRESS:7777 or https://ADDRESS:7777, as the Keystone catalogue shows it.");
            }
        }
    }

    private static String problem(String url) {
        try {
            URI uri = URI.create(url);
            if ("file".equals(uri.getScheme()) && uri.getPath() != null && !uri.getPath().isEmpty()) {
                return null;
            }
            if (!"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme())) {
                return "The address begins neither with http:// nor with https://.";
            }
            if (uri.getHost() == null) {
                return "The address names no host.";
            }
            return uri.getRawUserInfo() == null ? null : "The address holds a user name; log-in data are kept apart.";
        } catch (IllegalArgumentException e) {
            return "This is no address: " + e.getMessage() + ".";
        }
    }

    private FailureException bad(String url, String meaning, String next) {
        return new FailureException(new Failure(Failure.Kind.BAD_INPUT, "reading the controllers of system " + name, url, "", meaning, next));
    }

    private static String base(String url) {
        String trimmed = url.strip();
        while (trimmed.endsWith("/")) {
            trimmed = trimmed.substring(0, trimmed.length() - 1);
        }
        return trimmed.endsWith("/v1") ? trimmed.substring(0, trimmed.length() - 3) : trimmed;
    }
}
