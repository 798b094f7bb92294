package org.campanile.core.host;

/** What installs packages on a host. */
public enum PackageManager {
    /** apt-get and dpkg. */ APT("apt"),
    /** dnf and rpm. */ DNF("dnf"),
    /** yum and rpm. */ YUM("yum"),
    /** None that is known here. */ NONE("none");

    private final String label;

    PackageManager(String label) {
        this.label = label;
    }

    /** Its own name. */
    public String label() {
        return label;
    }
}
