package org.campanile.core.setup.imagebuilder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

import org.campanile.core.remote.CommandResult;
import org.junit.jupiter.api.Test;

/** What make says, and what a disk's header says. */
class MakefilesTest {

    private static CommandResult said(int exit, String out, String err) {
        return new CommandResult(exit, "", out, err, Duration.ZERO);
    }

    @Test
    void theFileAtWhichTheTestStopsIsRead() {
        assertEquals(new Makefiles.Tested.Stopped("/opt/image-builder/share/files/Far 30.msi"), Makefiles.tested(said(2,
                "make: Entering directory '/opt/image-builder'\r\nSTOP: File not found '/opt/image-builder/share/files/Far 30.msi'\r\n",
                "make: *** [Makefile:9: test-build-files] Error 1\n")));
        assertInstanceOf(Makefiles.Tested.Complete.class, Makefiles.tested(said(0, "", "")));
        assertEquals(new Makefiles.Tested.Broken("make: *** No rule to make target 'test-build-files'.  Stop."), Makefiles.tested(said(2, "",
                "make: *** No rule to make target 'test-build-files'.  Stop.\n")));
    }

    @Test
    void theImagesOfAMakefileAreItsTargets() {
        String makefile = ".PHONY: usage clean\r\nROOT := /opt\nusage:\n\t@echo ws-none: x\nws-2008r2-core ws-2008r2-std: test-build-files\n\techo\nws-2012-core: \\\n  a b\nws-2012-std:\n";
        assertEquals(List.of("ws-2008r2-core", "ws-2008r2-std", "ws-2012-core", "ws-2012-std"), Makefiles.images(makefile));
        assertTrue(Makefiles.unknown("ws-2019", Makefiles.images(makefile)).orElseThrow().contains("ws-2012-std"));
    }

    @Test
    void aDiskIsWhatItsHeaderSays() {
        byte[] good = ByteBuffer.allocate(512).putInt(0x514649fb).putInt(3).putLong(0).putInt(0).putInt(16).putLong(40L << 30).array();
        assertEquals("qcow2, 9.0 GiB, disk of 40.0 GiB", HostImage.of(9L << 30, good).told());
        assertTrue(HostImage.of(9L << 30, good).problem().isEmpty());
        byte[] backed = good.clone();
        backed[15] = 1;
        assertTrue(HostImage.of(1, backed).problem().orElseThrow().contains("backing"));
        assertTrue(HostImage.of(9, new byte[9]).problem().orElseThrow().contains("qcow2"));
        assertTrue(HostImage.of(0, new byte[0]).problem().orElseThrow().contains("empty"));
        byte[] mad = ByteBuffer.allocate(512).putInt(0x514649fb).putInt(3).putLong(0).putLong(0).putLong(-1).array();
        assertTrue(HostImage.of(9, mad).problem().orElseThrow().contains("claims"));
    }
}
