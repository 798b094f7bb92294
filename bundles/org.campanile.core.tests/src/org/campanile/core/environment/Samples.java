package org.campanile.core.environment;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Documents that tests start from. */
public final class Samples {

    /** The shipped types. */
    public static final ServiceTypes TYPES = ServiceTypes.shipped();

    private Samples() {
    }

    /** A domain with two controllers and a web server in it; no errors. */
    public static Environment domainWithWeb() {
        Environment environment = new Environment("5c".repeat(16), "lab1", List.of(), Map.of());
        Service ad = TYPES.newService(TYPES.find("activeDirectory").orElseThrow(), environment).withName("acme.local")
                .with(Service.IMAGE, "ws-2022");
        environment = environment.addService(ad).addUnit(ad.id(), TYPES);
        Service web = TYPES.newService(TYPES.find("webServer").orElseThrow(), environment).with(Service.IMAGE, "ws-2022");
        return environment.addService(web);
    }

    /** A document with a service of each type; no errors. */
    public static Environment everything() {
        Environment environment = domainWithWeb();
        for (ServiceType type : TYPES.all()) {
            if (!type.providesDomain() && !type.id().equals("webServer")) {
                Service service = TYPES.newService(type, environment).with(Service.IMAGE,
                        type.agent() == ServiceType.Agent.LINUX ? "jammy" : "ws-2022");
                if (type.field("repository").isPresent()) {
                    service = service.with("repository", "https://git.example.org/shop.git");
                }
                if (type.field("clusterIP").isPresent()) {
                    service = service.with("clusterIP", "10.10.0.50").with("agListenerIP", "10.10.0.51").with("clusterName", "sqlfc")
                            .with("agGroupName", "ag1").with("agListenerName", "aglis").with("sqlServiceUserName", "sqlsvc")
                            .with("databases", List.of("db1"));
                }
                environment = environment.addService(service);
            }
        }
        return environment.with(Environment.SUBNET, "10.10.0.0/24");
    }

    /** A cloud in which {@link #everything()} has a place. */
    public static CloudFacts cloud() {
        return new CloudFacts(Map.of("m1.medium", new CloudFacts.Flavor(2, 4096, 40), "m1.tiny", new CloudFacts.Flavor(1, 512, 1)),
                List.of(new CloudFacts.Image("ws-2022", "ws-2022", 2048, 20), new CloudFacts.Image("jammy", "linux", 512, 1)), Set.of("nova"), Set.of("lab-net"),
                Set.of("lab-key"), CloudFacts.Quota.UNLIMITED, new CloudFacts.Addresses(Map.of("lab-net", List.of("10.10.0.0/24")), Set.of("10.10.0.7", "10.10.0.1")));
    }

    /** The only service of a type. */
    public static Service service(Environment environment, String type) {
        return environment.services().stream().filter(service -> service.type().equals(type)).findFirst().orElseThrow();
    }
}
