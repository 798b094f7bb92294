package org.campanile.core.lab;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.campanile.core.openstack.CloudProfile;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.remote.HostProfile;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.servicemanager.SystemProfile;

/**
 * A lab: what belongs together and is worked on together (design, "Nouns"). An immutable value without secrets; those are found by the keys
 * this class gives.
 *
 * @param id under which everything is kept that belongs to the lab: passwords, runs, deployments, what was chosen. It never changes. A lab that was never
 *        renamed has its name as id, and no word of it in its file
 * @param name unique, ignoring case; rules in {@link LabNames}
 * @param colour {@code #rrggbb}, marks the lab wherever it appears
 * @param guard how carefully it is treated
 * @param cloud the OpenStack, if there is one
 * @param broker the RabbitMQ that Murano and its agents use, if there is one
 * @param systems StarlingX systems with their controllers
 * @param hosts machines reached by SSH
 * @param share address of the share with prerequisites, such as {@code \\host\share}; may be empty
 * @param unknown keys of its file that this version does not know, by section ({@code ""}, {@code "cloud"}, {@code "broker"},
 *        {@code "system/NAME"}, {@code "host/NAME"}); they are written back
 */
public record Lab(String id, String name, String colour, Guard guard, Optional<CloudProfile> cloud, Optional<BrokerProfile> broker,
        List<SystemProfile> systems, List<HostProfile> hosts, String share, Map<String, Map<String, Object>> unknown) {

    /** Colour of a lab whose file names none. */
    public static final String DEFAULT_COLOUR = "#4a7ab5";

    public Lab {
        Objects.requireNonNull(id);
        Objects.requireNonNull(name);
        colour = colour == null || colour.isEmpty() ? DEFAULT_COLOUR : colour;
        Objects.requireNonNull(guard);
        Objects.requireNonNull(cloud);
        Objects.requireNonNull(broker);
        systems = List.copyOf(systems);
        hosts = List.copyOf(hosts);
        share = share == null ? "" : share;
        Map<String, Map<String, Object>> copy = new LinkedHashMap<>();
        unknown.forEach((section, keys) -> copy.put(section, Collections.unmodifiableMap(new LinkedHashMap<>(keys))));
        unknown = Collections.unmodifiableMap(copy);
    }

    /** A lab that was never renamed. */
    public Lab(String name, String colour, Guard guard, Optional<CloudProfile> cloud, Optional<BrokerProfile> broker, List<SystemProfile> systems,
            List<HostProfile> hosts, String share, Map<String, Map<String, Object>> unknown) {
        this(name, name, colour, guard, cloud, broker, systems, hosts, share, unknown);
    }

    /** A lab with a name and nothing else. */
    public static Lab named(String name) {
        return new Lab(name, DEFAULT_COLOUR, Guard.NORMAL, Optional.empty(), Optional.empty(), List.of(), List.of(), "", Map.of());
    }

    /** Another lab of another name, which is described the same. */
    public Lab withName(String value) {
        return new Lab(value, colour, guard, cloud, broker, systems, hosts, share, unknown);
    }

    /** This lab under another name: all that belongs to it stays with it. */
    public Lab renamed(String value) {
        return new Lab(id, value, colour, guard, cloud, broker, systems, hosts, share, unknown);
    }

    /** The same with another id, which is for the store to give. */
    Lab withId(String value) {
        return new Lab(value, name, colour, guard, cloud, broker, systems, hosts, share, unknown);
    }

    /** The same with another guard. */
    public Lab withGuard(Guard value) {
        return new Lab(id, name, colour, value, cloud, broker, systems, hosts, share, unknown);
    }

    /** The same with another cloud; {@code null} for none. */
    public Lab withCloud(CloudProfile value) {
        return new Lab(id, name, colour, guard, Optional.ofNullable(value), broker, systems, hosts, share, unknown);
    }

    /** The same with another broker; {@code null} for none. */
    public Lab withBroker(BrokerProfile value) {
        return new Lab(id, name, colour, guard, cloud, Optional.ofNullable(value), systems, hosts, share, unknown);
    }

    /** The same with other systems. */
    public Lab withSystems(List<SystemProfile> value) {
        return new Lab(id, name, colour, guard, cloud, broker, value, hosts, share, unknown);
    }

    /** The same with other hosts. */
    public Lab withHosts(List<HostProfile> value) {
        return new Lab(id, name, colour, guard, cloud, broker, systems, value, share, unknown);
    }

    /** The same with another share. */
    public Lab withShare(String value) {
        return new Lab(id, name, colour, guard, cloud, broker, systems, hosts, value, unknown);
    }

    /** Names the secret of the cloud: the password, or the secret of the application credential. */
    public SecretKey cloudKey() {
        return key("cloud", cloud.map(CloudProfile::who).orElse(""));
    }

    /** Names the password of the broker's user. */
    public SecretKey brokerKey() {
        return key("broker", broker.map(BrokerProfile::user).orElse(""));
    }

    /** Names a secret of one of the lab's parts. */
    public SecretKey key(String part, String user) {
        return new SecretKey(id, part, user, name);
    }
}
