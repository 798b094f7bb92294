package org.campanile.reallab.openstack;

import java.util.Optional;

import org.campanile.core.openstack.Cloud;
import org.campanile.core.openstack.CloudConnector;
import org.campanile.core.openstack.CloudProfile;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.core.trust.CertificateTrust;

/** Where the real lab's OpenStack is: the environment's {@code OS_*} values, or the addresses its own start-up gives it. */
final class RealCloud {

    private RealCloud() {
    }

    private static String value(String name, String otherwise) {
        return Optional.ofNullable(System.getenv(name)).filter(v -> !v.isEmpty()).orElse(otherwise);
    }

    static CloudProfile profile() {
        return CloudProfile.password("real-lab", value("OS_AUTH_URL", "http://127.0.0.1:5000/v3"), value("OS_USERNAME", "admin"),
                value("OS_PROJECT_NAME", "admin")).withRegion(value("OS_REGION_NAME", "RegionOne"));
    }

    static Secret password() {
        return Secret.of(value("OS_PASSWORD", "admin-secret"));
    }

    static Cloud connect() throws FailureException {
        return CloudConnector.create().connect(profile(), password(), CertificateTrust.nobody(), Task.unwatched());
    }
}
