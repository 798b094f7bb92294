package org.campanile.ui.tests.pictures;

/** Pictures at 100 %. */
class PicturesTest extends Pictures {

    @Override
    int zoom() {
        return 100;
    }
}
