package org.campanile.core.environment;

import java.util.Optional;

/**
 * An IPv4 network.
 *
 * @param address its first address as a number
 * @param bits length of the prefix
 */
record Cidr(long address, int bits) {

    /** Reads {@code 10.0.0.0/24}; empty when it is none, or when bits of hosts are set. */
    static Optional<Cidr> of(String text) {
        int slash = text.indexOf('/');
        Optional<Long> address = slash < 0 ? Optional.empty() : number(text.substring(0, slash));
        if (address.isEmpty() || !text.substring(slash + 1).matches("[0-9]|[12][0-9]|3[0-2]")) {
            return Optional.empty();
        }
        int bits = Integer.parseInt(text.substring(slash + 1));
        Cidr cidr = new Cidr(address.get(), bits);
        return (address.get() & cidr.hosts()) == 0 ? Optional.of(cidr) : Optional.empty();
    }

    /** An address as a number. */
    static Optional<Long> number(String text) {
        String[] parts = text.split("\\.", -1);
        long number = 0;
        for (String part : parts) {
            if (!part.matches("25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9]")) {
                return Optional.empty();
            }
            number = number << 8 | Long.parseLong(part);
        }
        return parts.length == 4 ? Optional.of(number) : Optional.empty();
    }

    private long hosts() {
        return (1L << 32 - bits) - 1;
    }

    /** Whether the address lies in the network. */
    boolean contains(long other) {
        return (other & ~hosts()) == address;
    }

    /** Whether it is the network's own address or that of its broadcasts. */
    boolean reserved(long other) {
        return bits < 31 && (other == address || other == (address | hosts()));
    }
}
