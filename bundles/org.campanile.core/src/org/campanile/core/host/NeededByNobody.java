package org.campanile.core.host;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which of some packages can go without any other lacking something, by the dependencies that dpkg knows (Debian Policy, 7.1 and 7.5: alternatives and
 * what is provided count; what is merely recommended does not). apt's own answer, autoremove, keeps whatever could serve a need besides what serves it,
 * such as gawk beside mawk. Versions are not looked at: all that is installed fits now. Pure.
 *
 * @param gone those that can go together
 * @param stays of each other one a package that needs it
 */
record NeededByNobody(List<String> gone, Map<String, String> stays) {

    /** For {@code dpkg-query -W -f}. */
    static final String FORMAT = "${db:Status-Abbrev}\\t${Package}\\t${Essential}\\t${Provides}\\t${Pre-Depends}, ${Depends}\\n";

    private record Installed(String name, boolean essential, List<List<String>> needs) {
    }

    /**
     * Looks which can go.
     *
     * @param all what dpkg-query says of all packages, in {@link #FORMAT}
     * @param packages some of them
     */
    static NeededByNobody of(String all, List<String> packages) {
        List<Installed> installed = new ArrayList<>();
        Map<String, Set<String>> providers = new HashMap<>();
        for (String line : all.lines().toList()) {
            String[] columns = line.split("\t", -1);
            if (columns.length == 5 && columns[0].startsWith("ii")) {
                installed.add(new Installed(columns[1], columns[2].equals("yes"), Arrays.stream(columns[4].split(",")).filter(d -> !d.isBlank())
                        .map(d -> Arrays.stream(d.split("\\|")).map(NeededByNobody::name).toList()).toList()));
                providers.computeIfAbsent(columns[1], n -> new LinkedHashSet<>()).add(columns[1]);
                Arrays.stream(columns[3].split(",")).filter(p -> !p.isBlank())
                        .forEach(p -> providers.computeIfAbsent(name(p), n -> new LinkedHashSet<>()).add(columns[1]));
            }
        }
        Set<String> gone = new LinkedHashSet<>(packages);
        Map<String, String> stays = new LinkedHashMap<>();
        gone.removeIf(p -> installed.stream().noneMatch(i -> i.name().equals(p)));
        installed.stream().filter(i -> i.essential() && gone.remove(i.name())).forEach(i -> stays.put(i.name(), "the system itself"));
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Installed one : installed) {
                if (!gone.contains(one.name())) {
                    for (List<String> need : one.needs()) {
                        changed |= keep(one.name(), need, providers, gone, stays);
                    }
                }
            }
        }
        return new NeededByNobody(List.copyOf(gone), stays);
    }

    /** When only packages that are to go serve a need, the first of them stays. */
    private static boolean keep(String who, List<String> need, Map<String, Set<String>> providers, Set<String> gone, Map<String, String> stays) {
        List<String> serving = need.stream().flatMap(n -> providers.getOrDefault(n, Set.of()).stream()).toList();
        if (serving.isEmpty() || !gone.containsAll(serving)) {
            return false;
        }
        gone.remove(serving.getFirst());
        stays.put(serving.getFirst(), who);
        return true;
    }

    private static String name(String dependency) {
        return dependency.strip().replaceFirst("[ (:\\[].*", "");
    }
}
