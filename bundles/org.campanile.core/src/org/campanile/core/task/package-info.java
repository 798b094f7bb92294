/** How work is followed, cancelled and told when it fails. The bottom room: every other one may use it. */
package org.campanile.core.task;
