package org.campanile.ui.labs;

import java.nio.file.Path;

import org.campanile.core.lab.Lab;
import org.eclipse.core.runtime.IAdaptable;
import org.eclipse.ui.views.properties.IPropertySource;

/**
 * A row of the Labs explorer, and what the selection service tells when it is selected. A value.
 *
 * @param lab the lab it belongs to, {@code null} for a file that is no lab
 * @param kind what the row is
 * @param name first text of the row
 * @param detail second, lighter text
 * @param file the environment's or the broken lab's file; otherwise {@code null}
 */
public record LabItem(Lab lab, Kind kind, String name, String detail, Path file) implements IAdaptable {

    /** Sorts of rows. */
    public enum Kind {
        /** A lab. */ LAB("castle"),
        /** Its OpenStack. */ CLOUD("cloud"),
        /** Its RabbitMQ. */ BROKER("mail"),
        /** A StarlingX system. */ SYSTEM("server"),
        /** A machine reached by SSH. */ HOST("square-terminal"),
        /** An environment's file. */ ENVIRONMENT("network"),
        /** A file in the labs' folder that cannot be read. */ BROKEN("file-warning");

        private final String icon;

        Kind(String icon) {
            this.icon = icon;
        }

        String icon() {
            return icon;
        }
    }

    /** Whether it is reached by TLS without a look at the certificate. */
    boolean unverified() {
        return switch (kind) {
            case CLOUD -> lab.cloud().filter(c -> !c.verify()).isPresent();
            case BROKER -> lab.broker().filter(b -> b.tls() && !b.verify()).isPresent();
            default -> false;
        };
    }

    @Override
    public <T> T getAdapter(Class<T> adapter) {
        return adapter == IPropertySource.class ? adapter.cast(new LabItemProperties(this)) : null;
    }

    /** What makes a row the same row over changes. */
    Object key() {
        return kind + "/" + (lab == null ? "" : lab.name()) + "/" + (kind == Kind.LAB ? "" : name);
    }
}
