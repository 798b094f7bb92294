package org.campanile.core.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

/** Dependencies as dpkg tells them. */
class NeededByNobodyTest {

    private static final String ALL = """
            ii \tbase-files\tyes\t\tawk,\s
            ii \tmawk\tno\tawk\t, libc6 (>= 2.34)
            ii \tgawk\tno\tawk\tlibreadline8 (>= 6.0), libc6
            ii \tlibreadline8\tno\t\t, libc6, readline-common
            ii \treadline-common\tno\t\t,\s
            ii \tlibc6\tno\tlibc6-2.36\t,\s
            ii \tuser\tno\t\t, lib-a:any | lib-b (= 1)
            ii \tlib-a\tno\t\t,\s
            ii \tlib-b\tno\t\t,\s
            rc \tgone\tno\t\t, lib-c
            ii \tlib-c\tno\t\t,\s
            """;

    private static NeededByNobody of(String... packages) {
        return NeededByNobody.of(ALL, List.of(packages));
    }

    @Test
    void whatServesANeedBesidesAnotherGoes() {
        assertEquals(List.of("gawk", "libreadline8", "readline-common"), of("gawk", "libreadline8", "readline-common").gone());
        assertEquals(List.of("lib-b", "lib-c"), of("lib-b", "lib-c").gone(), "lib-a serves the need, and nothing is needed by what is not installed");
    }

    @Test
    void whatOthersNeedStaysWithWhatItNeedsItself() {
        assertEquals(new NeededByNobody(List.of(), Map.of("libreadline8", "gawk", "readline-common", "libreadline8")), of("libreadline8", "readline-common"));
        assertEquals(new NeededByNobody(List.of("gawk"), Map.of("mawk", "base-files")), of("mawk", "gawk"));
        assertEquals(new NeededByNobody(List.of("lib-b"), Map.of("lib-a", "user")), of("lib-a", "lib-b"));
        assertEquals(new NeededByNobody(List.of(), Map.of("base-files", "the system itself")), of("base-files", "nothing"));
    }
}
