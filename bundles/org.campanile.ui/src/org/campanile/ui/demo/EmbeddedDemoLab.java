package org.campanile.ui.demo;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.lab.Guard;
import org.campanile.core.lab.Lab;
import org.campanile.core.openstack.CloudProfile;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.secret.Secret;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.servicemanager.SystemProfile;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.demolab.DemoLab;
import org.campanile.demolab.DemoLabOptions;
import org.campanile.ui.Ground;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Starts the demo lab in this program and describes it as a lab. Murano is not listed in its Keystone at first, so that setting a lab up can be
 * tried on it; where it is, the profile says.
 */
@Component(service = DemoLabStarter.class)
public final class EmbeddedDemoLab implements DemoLabStarter {

    private static final String COLOUR = "#2a9d8f";
    private static final String USER = "admin";
    private static final String BROKER_USER = "guest";

    private final Path folder;

    /** Its state is kept, when that is wanted, among the user's files. */
    @Activate
    public EmbeddedDemoLab(@Reference Ground ground) {
        this.folder = ground.home().root().resolve("demo-lab");
    }

    @Override
    public Running start(boolean keep, Task task) throws FailureException {
        task.progress(Messages.startingServices, 0, -1);
        DemoLabOptions options = DemoLabOptions.defaults().withMuranoListed(false);
        return new Embedded(DemoLab.start(keep ? options.keptIn(folder) : options));
    }

    /** Describes a demo lab that runs. */
    public static Lab describe(DemoLab demo) {
        Map<String, String> at = demo.endpoints();
        URI amqp = URI.create(at.get("amqp"));
        CloudProfile cloud = CloudProfile.password("demo-lab", at.get("identity"), USER, USER).withRegion("RegionOne")
                    .withEndpointOverrides(Map.of("application-catalog", at.get("murano")));
        BrokerProfile broker = new BrokerProfile(amqp.getHost(), amqp.getPort(), false, null, true, BROKER_USER, "/", at.get("rabbitmq"));
        SystemProfile system = new SystemProfile("demo-controllers", List.of(at.get("smapi")), "RegionOne", false);
        return new Lab(DemoLabControl.NAME, COLOUR, Guard.NORMAL, Optional.of(cloud), Optional.of(broker), List.of(system), List.of(), "", Map.of());
    }

    /** The well-known passwords of a demo lab. */
    public static Map<SecretKey, Secret> secrets(Lab lab) {
        return Map.of(lab.cloudKey(), Secret.of(USER + "-secret"), lab.brokerKey(), Secret.of(BROKER_USER));
    }

    private record Embedded(DemoLab demo) implements Running {

        @Override
        public Lab lab() {
            return describe(demo);
        }

        @Override
        public Map<SecretKey, Secret> secrets() {
            return EmbeddedDemoLab.secrets(lab());
        }

        @Override
        public void close() {
            demo.close();
        }
    }
}
