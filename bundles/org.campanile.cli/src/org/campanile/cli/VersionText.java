package org.campanile.cli;

import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says: the bundle's version and the Java it runs on. */
final class VersionText implements IVersionProvider {

    @Override
    public String[] getVersion() {
        Bundle bundle = FrameworkUtil.getBundle(VersionText.class);
        return new String[] { "Campanile " + (bundle == null ? "without a version" : bundle.getVersion()),
                "Java " + Runtime.version() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch") };
    }
}
