package org.campanile.core.openstack;

import java.nio.file.Path;

/** Profiles of clouds that tests vary; the product reads them whole. */
public final class Profiles {

    private Profiles() {
    }

    /** The same at another Keystone. */
    public static CloudProfile at(CloudProfile p, String authUrl) {
        return new CloudProfile(p.name(), authUrl, p.authType(), p.username(), p.userDomain(), p.project(), p.projectDomain(), p.applicationCredentialId(),
                p.applicationCredentialName(), p.region(), p.interfaceName(), p.endpointOverrides(), p.caFile(), p.verify());
    }

    /** The same with other domains of user and project. */
    public static CloudProfile of(CloudProfile p, String userDomain, String projectDomain) {
        return new CloudProfile(p.name(), p.authUrl(), p.authType(), p.username(), userDomain, p.project(), projectDomain, p.applicationCredentialId(),
                p.applicationCredentialName(), p.region(), p.interfaceName(), p.endpointOverrides(), p.caFile(), p.verify());
    }

    /** The same over another interface. */
    public static CloudProfile over(CloudProfile p, String interfaceName) {
        return new CloudProfile(p.name(), p.authUrl(), p.authType(), p.username(), p.userDomain(), p.project(), p.projectDomain(), p.applicationCredentialId(),
                p.applicationCredentialName(), p.region(), interfaceName, p.endpointOverrides(), p.caFile(), p.verify());
    }

    /** The same with another way to trust the server. */
    public static CloudProfile trusting(CloudProfile p, Path caFile, boolean verify) {
        return new CloudProfile(p.name(), p.authUrl(), p.authType(), p.username(), p.userDomain(), p.project(), p.projectDomain(), p.applicationCredentialId(),
                p.applicationCredentialName(), p.region(), p.interfaceName(), p.endpointOverrides(), caFile, verify);
    }
}
