package org.campanile.reallab.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.campanile.core.ask.Questions;
import org.campanile.core.openstack.Cloud;
import org.campanile.core.openstack.CloudConnector;
import org.campanile.core.openstack.CloudProfile;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.remote.HostProfile;
import org.campanile.core.remote.RemoteAccess;
import org.campanile.core.remote.RemoteLimits;
import org.campanile.core.secret.Secret;
import org.campanile.core.secret.Secrets;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.core.trust.CertificateTrust;

/** Where the real lab is: the environment's {@code OS_*}, {@code RABBIT_*} and {@code REAL_LAB_*} values, or the addresses its own start-up gives it. */
public final class RealLab {

    private RealLab() {
    }

    /** A variable of the environment, or {@code otherwise} when it is not set or empty. */
    public static String value(String variable, String otherwise) {
        return Optional.ofNullable(System.getenv(variable)).filter(v -> !v.isEmpty()).orElse(otherwise);
    }

    /** Its OpenStack, as the admin. */
    public static CloudProfile cloud() {
        return CloudProfile.password("real-lab", value("OS_AUTH_URL", "http://127.0.0.1:5000/v3"), value("OS_USERNAME", "admin"),
                value("OS_PROJECT_NAME", "admin")).withRegion(value("OS_REGION_NAME", "RegionOne"));
    }

    /** Password of the admin. */
    public static Secret cloudPassword() {
        return Secret.of(value("OS_PASSWORD", "admin-secret"));
    }

    /** A connection to its OpenStack. */
    public static Cloud connect() throws FailureException {
        return CloudConnector.create().connect(cloud(), cloudPassword(), CertificateTrust.nobody(), Task.unwatched());
    }

    /** The text of a clouds.yaml that calls its OpenStack {@code real} and has no password. */
    public static String cloudsYaml() {
        CloudProfile cloud = cloud();
        return """
                clouds:
                  real:
                    auth: {auth_url: %s, username: %s, project_name: %s, user_domain_name: Default, project_domain_name: Default}
                    region_name: %s
                """.formatted(cloud.authUrl(), cloud.username(), cloud.project(), cloud.region());
    }

    /** A virtual host of its broker. */
    public static BrokerProfile broker(String vhost) {
        return new BrokerProfile(value("RABBIT_HOST", "127.0.0.1"), Integer.parseInt(value("RABBIT_PORT", "5672")), false, null, true, value("RABBIT_USER", "guest"), vhost,
                value("RABBIT_MANAGEMENT", "http://127.0.0.1:15672"));
    }

    /** Password of the broker's user. */
    public static Secret brokerPassword() {
        return Secret.of(value("RABBIT_PASSWORD", "guest"));
    }

    /** The folder with its keys, logs and machines. */
    public static Path state() {
        return Path.of(value("REAL_LAB_STATE", "/var/lib/real-lab"));
    }

    /** Its own SSH host. @param user root or reallab */
    public static HostProfile host(String name, String user) {
        return new HostProfile(name, value("REAL_LAB_SSH_HOST", "127.0.0.1"), Integer.parseInt(value("REAL_LAB_SSH_PORT", "2222")), user, state().resolve("ssh/id_ed25519"));
    }

    /** Opens connections to its SSH host and to a machine beside it, whose keys are known. @param folder of the test */
    public static RemoteAccess access(Secrets secrets, LabMachine machine, Path folder) throws IOException {
        Path known = folder.resolve("known");
        Files.writeString(known, Files.readString(state().resolve("ssh/known_hosts")) + Files.readString(machine.knownHosts()));
        return new RemoteAccess(secrets, Questions.nobody(), known, folder.resolve("own"), null, RemoteLimits.USUAL);
    }
}
