/** Systems of the active lab as they live in the window: connections, polling, swacts under way. Knows no widget. */
package org.campanile.ui.controllers.live;
