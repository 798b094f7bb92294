package org.campanile.core.host;

/** What starts and stops services on a host. */
public enum InitSystem {
    /** systemd. */ SYSTEMD("systemd"),
    /** upstart, of Ubuntu up to 14.10 and CentOS 6. */ UPSTART("upstart"),
    /** Scripts in /etc/init.d with an init that runs them. */ SYSVINIT("sysvinit"),
    /** No init runs, as in a chroot or a container; scripts in /etc/init.d still work. */ NONE("none");

    private final String label;

    InitSystem(String label) {
        this.label = label;
    }

    /** Its own name. */
    public String label() {
        return label;
    }
}
