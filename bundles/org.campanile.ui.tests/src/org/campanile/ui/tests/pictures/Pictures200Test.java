package org.campanile.ui.tests.pictures;

/** Pictures at 200 %, in a JVM with GDK_SCALE=2. */
class Pictures200Test extends Pictures {

    @Override
    int zoom() {
        return 200;
    }
}
