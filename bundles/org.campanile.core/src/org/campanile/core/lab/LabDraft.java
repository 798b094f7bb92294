package org.campanile.core.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.openstack.CloudProfile;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.remote.HostProfile;
import org.campanile.core.servicemanager.SystemProfile;

/**
 * A lab as it is typed: numbers and paths are still text, everything may be wrong. An immutable value; each edit is a new draft. The pages of
 * the wizard and the importers make drafts, {@link #validate} says what is wrong, {@link #toLab} makes the lab.
 *
 * @param id see {@link Lab}; empty for that of a new lab, which is its name
 * @param cloud empty when the lab has no OpenStack
 * @param broker empty when the lab has no RabbitMQ
 * @param unknown see {@link Lab}
 */
public record LabDraft(String id, String name, String colour, Guard guard, Optional<Cloud> cloud, Optional<Broker> broker, List<SystemDraft> systems,
        List<Host> hosts, String share, Map<String, Map<String, Object>> unknown) {

    /** An OpenStack as typed; fields as in {@link CloudProfile}. */
    public record Cloud(String name, String authUrl, CloudProfile.AuthType authType, String username, String userDomain, String project,
            String projectDomain, String applicationCredentialId, String applicationCredentialName, String region, String interfaceName,
            Map<String, String> endpointOverrides, String caFile, boolean verify) {

        /** As typed before anything was typed. */
        public static Cloud blank() {
            return of(CloudProfile.password("", "", "", ""));
        }

        /** The draft of a profile. */
        public static Cloud of(CloudProfile p) {
            return new Cloud(p.name(), p.authUrl(), p.authType(), p.username(), p.userDomain(), p.project(), p.projectDomain(),
                    p.applicationCredentialId(), p.applicationCredentialName(), p.region(), p.interfaceName(), p.endpointOverrides(),
                    LabDrafts.text(p.caFile()), p.verify());
        }
    }

    /** A broker as typed; fields as in {@link BrokerProfile}. */
    public record Broker(String host, String port, boolean tls, String caFile, boolean verify, String user, String vhost,
            String managementUrl) {

        /** As typed before anything was typed. */
        public static Broker blank() {
            return new Broker("", "", false, "", true, "", "/", "");
        }

        /** The draft of a profile. */
        public static Broker of(BrokerProfile p) {
            return new Broker(p.host(), Integer.toString(p.port()), p.tls(), LabDrafts.text(p.caFile()), p.verify(), p.user(), p.vhost(),
                    p.managementUrl());
        }
    }

    /** A StarlingX system as typed; fields as in {@link SystemProfile}. */
    public record SystemDraft(String name, List<String> urls, String region, boolean strictUsm) {

        public SystemDraft {
            urls = List.copyOf(urls);
        }

        /** The draft of a profile. */
        public static SystemDraft of(SystemProfile p) {
            return new SystemDraft(p.name(), p.urls(), p.region(), p.strictUsm());
        }
    }

    /** A host as typed; fields as in {@link HostProfile}. */
    public record Host(String name, String address, String port, String user, String keyFile) {

        /** The draft of a profile. */
        public static Host of(HostProfile p) {
            return new Host(p.name(), p.address(), Integer.toString(p.port()), p.user(), LabDrafts.text(p.keyFile()));
        }
    }

    public LabDraft {
        systems = List.copyOf(systems);
        hosts = List.copyOf(hosts);
    }

    /** The draft of a new lab. */
    public LabDraft(String name, String colour, Guard guard, Optional<Cloud> cloud, Optional<Broker> broker, List<SystemDraft> systems, List<Host> hosts,
            String share, Map<String, Map<String, Object>> unknown) {
        this("", name, colour, guard, cloud, broker, systems, hosts, share, unknown);
    }

    /** A draft in which nothing was typed. */
    public static LabDraft blank() {
        return of(Lab.named(""));
    }

    /** The draft of an existing lab. */
    public static LabDraft of(Lab lab) {
        return new LabDraft(lab.id(), lab.name(), lab.colour(), lab.guard(), lab.cloud().map(Cloud::of), lab.broker().map(Broker::of),
                lab.systems().stream().map(SystemDraft::of).toList(), lab.hosts().stream().map(Host::of).toList(), lab.share(), lab.unknown());
    }

    /** The same with another name. */
    public LabDraft withName(String value) {
        return new LabDraft(id, value, colour, guard, cloud, broker, systems, hosts, share, unknown);
    }

    /** The same with another colour and guard. */
    public LabDraft withLook(String otherColour, Guard otherGuard) {
        return new LabDraft(id, name, otherColour, otherGuard, cloud, broker, systems, hosts, share, unknown);
    }

    /** The same with another cloud; {@code null} for none. */
    public LabDraft withCloud(Cloud value) {
        return new LabDraft(id, name, colour, guard, Optional.ofNullable(value), broker, systems, hosts, share, unknown);
    }

    /** The same with another broker; {@code null} for none. */
    public LabDraft withBroker(Broker value) {
        return new LabDraft(id, name, colour, guard, cloud, Optional.ofNullable(value), systems, hosts, share, unknown);
    }

    /** The same with other systems. */
    public LabDraft withSystems(List<SystemDraft> value) {
        return new LabDraft(id, name, colour, guard, cloud, broker, value, hosts, share, unknown);
    }

    /** The same with other hosts. */
    public LabDraft withHosts(List<Host> value) {
        return new LabDraft(id, name, colour, guard, cloud, broker, systems, value, share, unknown);
    }

    /**
     * What is wrong, in the order of the fields.
     *
     * @param taken names of the other labs
     */
    public List<LabProblem> validate(Set<String> taken) {
        List<LabProblem> problems = new ArrayList<>();
        new LabValidation(problems).check(this, taken);
        return List.copyOf(problems);
    }

    /** The lab; only of a draft without errors, otherwise an {@link IllegalStateException} that names the first. */
    public Lab toLab() {
        validate(Set.of()).stream().filter(LabProblem::error).findFirst().ifPresent(p -> {
            throw new IllegalStateException(p.field() + ": " + p.message());
        });
        return LabDrafts.lab(this);
    }
}
