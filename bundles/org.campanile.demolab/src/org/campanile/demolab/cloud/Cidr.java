package org.campanile.demolab.cloud;

/**
 * An IPv4 range.
 *
 * @param base first address as a number
 * @param bits length of the prefix
 */
record Cidr(long base, int bits) {

    static Cidr parse(String text) {
        String[] parts = text.split("/");
        try {
            int bits = Integer.parseInt(parts[1]);
            if (bits < 1 || bits > 30) {
                throw new NumberFormatException(parts[1]);
            }
            return new Cidr(number(parts[0]) >> (32 - bits) << (32 - bits), bits);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new ApiError(400, "HTTPBadRequest", "Invalid input for cidr. Reason: '" + text + "' is not a valid IP subnet.");
        }
    }

    static long number(String address) {
        String[] parts = address.split("\\.");
        if (parts.length != 4) {
            throw new NumberFormatException(address);
        }
        long n = 0;
        for (String part : parts) {
            int octet = Integer.parseInt(part);
            if (octet < 0 || octet > 255) {
                throw new NumberFormatException(address);
            }
            n = n << 8 | octet;
        }
        return n;
    }

    static String text(long n) {
        return (n >> 24 & 255) + "." + (n >> 16 & 255) + "." + (n >> 8 & 255) + "." + (n & 255);
    }

    long size() {
        return 1L << (32 - bits);
    }

    String address(long index) {
        return text(base + index);
    }

    boolean contains(String address) {
        return number(address) >= base && number(address) < base + size();
    }

    boolean overlaps(Cidr other) {
        return base < other.base + other.size() && other.base < base + size();
    }

    String text() {
        return text(base) + "/" + bits;
    }
}
