package org.campanile.cli;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.deploy.CloudFactsReader;
import org.campanile.core.deploy.DeploymentNames;
import org.campanile.core.environment.CloudFacts;
import org.campanile.core.environment.DeployedState;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentDiff;
import org.campanile.core.environment.EnvironmentFile;
import org.campanile.core.environment.EnvironmentMap;
import org.campanile.core.environment.HostNames;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.Unit;
import org.campanile.core.environment.WhatIf;
import org.campanile.core.openstack.Compute;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code campanile environment diff}, {@code what-if} and {@code map}: questions about a document before anything is done. */
final class StudyCommands {

    private StudyCommands() {
    }

    /** {@code environment diff}. */
    @Command(name = "diff", description = { "Show what a deployment would add, change in place, replace and remove.",
            "Compared with what is deployed on a lab, with a state file, or with another document; exit code 1 when something would be replaced or removed." })
    static final class Diff extends EnvironmentCommands.OnFile {
        @Mixin
        DeployedOptions deployed = new DeployedOptions();

        @Option(names = "--against", paramLabel = "FILE", description = "Another environment file, taken as deployed.")
        Path against;

        @Override
        int run() throws FailureException {
            Environment environment = environment();
            List<EnvironmentDiff.Change> changes = new EnvironmentDiff(types()).between(deployed(environment), environment);
            cli.progress().clear();
            Rows rows = Rows.of("change", "name", "service", "what");
            changes.forEach(c -> rows.add(c.kind().label(), c.name(), environment.service(c.serviceId()).map(Service::name).orElse(""), c.what()));
            if (format == Format.table) {
                if (changes.isEmpty()) {
                    output().say("Nothing would change.");
                }
                changes.forEach(change -> output().say(change.text()));
            } else {
                output().rows(rows);
            }
            boolean loses = changes.stream().anyMatch(EnvironmentDiff.Change::loses);
            return loses ? BAD : GOOD;
        }

        private DeployedState deployed(Environment environment) throws FailureException {
            if (against != null) {
                Environment other = new EnvironmentFile(types()).read(against);
                return DeployedState.ofDocument(other, types());
            }
            return deployed.read(this, environment, types());
        }
    }

    /** {@code environment what-if}. */
    @Command(name = "what-if", description = "Show what is left when a zone, a service or single units are lost: services, quorum, controllers, listener; and what to do about it.")
    static final class What extends EnvironmentCommands.OnFile {
        @Option(names = "--lose", required = true, paramLabel = "KIND:NAME", description = { "zone:NAME, service:NAME, unit:HOSTNAME or host:NAME; may be repeated.",
                "A host's units are looked up in the lab, or given as host:NAME=UNIT,UNIT." })
        List<String> lose;

        @Mixin
        LabOptions lab;

        @Override
        int run() throws FailureException {
            Environment environment = environment();
            Set<String> lost = new HashSet<>();
            for (String one : lose) {
                lost.addAll(units(environment, one));
            }
            WhatIf.Picture picture = new WhatIf(types()).lose(environment, lost);
            cli.progress().clear();
            Rows rows = Rows.of("service", "type", "fate", "units_left", "units", "why");
            for (WhatIf.Outcome o : picture.outcomes()) {
                Service service = environment.service(o.serviceId()).orElseThrow();
                rows.add(service.name(), service.type(), o.fate().label(), o.left(), o.of(), o.why());
            }
            if (format == Format.json || format == Format.yaml) {
                Map<String, Object> result = new LinkedHashMap<>();
                result.put("lost", HostNames.of(environment).entrySet().stream().filter(e -> lost.contains(e.getKey())).map(Map.Entry::getValue).toList());
                result.put("services", Output.maps(rows));
                result.put("advice", picture.advice());
                output().thing(result);
            } else {
                output().rows(rows);
                if (!picture.advice().isEmpty()) {
                    output().say("");
                }
                picture.advice().forEach(output()::say);
            }
            return picture.outcomes().stream().anyMatch(o -> o.fate() == WhatIf.Fate.LOST || o.fate() == WhatIf.Fate.IMPAIRED) ? BAD : GOOD;
        }

        private Set<String> units(Environment environment, String what) throws FailureException {
            int colon = what.indexOf(':');
            String kind = colon < 0 ? "" : what.substring(0, colon);
            String name = what.substring(colon + 1);
            Set<String> units = switch (kind) {
                case "zone" -> WhatIf.unitsOfZone(environment, name);
                case "service" -> new HashSet<>(environment.services().stream().filter(s -> s.name().equals(name)).flatMap(s -> s.units().stream()).map(Unit::id).toList());
                case "unit" -> named(environment, List.of(name));
                case "host" -> name.indexOf('=') < 0 ? onHost(environment, name) : named(environment, List.of(name.substring(name.indexOf('=') + 1).split(",")));
                default -> throw usage("--lose takes zone:NAME, service:NAME, unit:HOSTNAME or host:NAME=UNIT,UNIT.");
            };
            if (units.isEmpty()) {
                throw new FailureException(new Failure(Failure.Kind.NOT_FOUND, "choosing what is lost", what, "", "The environment has no unit there.",
                        "campanile environment plan shows the units' names."));
            }
            return units;
        }

        private Set<String> onHost(Environment environment, String host) throws FailureException {
            if (!lab.given()) {
                throw usage("host:NAME needs a lab to look the host's units up in; or give them as host:NAME=UNIT,UNIT.");
            }
            Set<String> units = new HashSet<>();
            for (Compute.Server server : lab.open(this, false).cloud(cli.task()).compute().servers(cli.task())) {
                if (server.host().equals(host) && environment.id().equals(server.metadata().get(DeploymentNames.ENVIRONMENT_KEY))) {
                    units.add(server.metadata().getOrDefault(DeploymentNames.UNIT_KEY, ""));
                }
            }
            return units;
        }

        private static Set<String> named(Environment environment, List<String> hosts) {
            Set<String> units = new HashSet<>();
            HostNames.of(environment).forEach((unit, host) -> {
                if (hosts.stream().anyMatch(host::equalsIgnoreCase)) {
                    units.add(unit);
                }
            });
            return units;
        }
    }

    /** {@code environment map}. */
    @Command(name = "map", description = "Write the environment for another lab: images, flavors, networks and zones matched by form. Deploy it there as a standby, or for real.")
    static final class MapTo extends EnvironmentCommands.OnFile {
        @Option(names = "--to", required = true, paramLabel = "LAB", description = "The other lab.")
        String to;

        @Option(names = "--from", paramLabel = "LAB", description = "The lab the environment is meant for now; tells the sizes of its flavors and the types of its images.")
        String from;

        @Option(names = { "-o", "--output" }, required = true, paramLabel = "FILE", description = "The file to write.")
        Path output;

        @Mixin
        NewFile replacing;

        @Option(names = "--name", paramLabel = "NAME", description = "Name of the other environment (default: this one's with the lab's).")
        String name;

        @Override
        int run() throws FailureException {
            replacing.check("mapping an environment", output);
            Environment environment = environment();
            Optional<CloudFacts> here = from == null ? Optional.empty() : Optional.of(facts(from));
            EnvironmentMap.Mapped mapped = new EnvironmentMap(types(), here, facts(to)).map(environment, name == null ? environment.name() + "-" + to : name);
            replacing.write("mapping an environment", output, new EnvironmentFile(types()).write(mapped.environment()));
            cli.progress().clear();
            Rows rows = Rows.of("what", "from", "to", "why");
            mapped.matches().forEach(m -> rows.add(m.what().label(), m.from(), m.to(), m.why()));
            output().rows(rows);
            if (!mapped.complete()) {
                cli.tell("Not everything was found; choose the rest in " + output + " and validate it.");
            }
            return mapped.complete() ? GOOD : BAD;
        }

        private CloudFacts facts(String lab) throws FailureException {
            LabOptions options = new LabOptions();
            options.lab = lab;
            return CloudFactsReader.read(options.open(this, false).cloud(cli.task()), cli.task());
        }
    }
}
