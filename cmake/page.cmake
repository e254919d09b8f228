# The HTML report's style sheet and script, as a C file under the build directory.
# The script comes from web/ through npm; without npm the page has its tables and no charts.
find_program(NODE_PROGRAM NAMES node nodejs)
find_program(NPM_PROGRAM NAMES npm)
set(page_default OFF)
if(NODE_PROGRAM AND NPM_PROGRAM)
    set(page_default ON)
endif()
option(ENT_PAGE "build the charts of the HTML report (needs node and npm)" ${page_default})

set(page_c ${PROJECT_BINARY_DIR}/page/assets.c)
set(page_inputs ${PROJECT_SOURCE_DIR}/web/page.css)
if(ENT_PAGE)
    set(page_modules ${PROJECT_SOURCE_DIR}/web/node_modules/.package-lock.json)
    set(page_script ${PROJECT_BINARY_DIR}/page/page.js)
    set(page_hash ${PROJECT_BINARY_DIR}/page/page.js.hash)
    file(GLOB_RECURSE page_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/web/src/*.ts)
    add_custom_command(OUTPUT ${page_modules}
        COMMAND ${NPM_PROGRAM} ci --ignore-scripts --no-audit --no-fund --loglevel=error
        DEPENDS ${PROJECT_SOURCE_DIR}/web/package-lock.json
        WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}/web
        COMMENT "Fetching the packages of the page" VERBATIM)
    add_custom_command(OUTPUT ${page_script} ${page_hash}
        COMMAND ${NODE_PROGRAM} build.mjs ${page_script}
        DEPENDS ${page_modules} ${page_sources} ${PROJECT_SOURCE_DIR}/web/build.mjs
            ${PROJECT_SOURCE_DIR}/web/tsconfig.json
        WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}/web
        COMMENT "Building the script of the page" VERBATIM)
    list(APPEND page_inputs ${page_script} ${page_hash})
else()
    message(STATUS "HTML report: without charts (ENT_PAGE is off; it needs node and npm)")
endif()
add_custom_command(OUTPUT ${page_c}
    COMMAND ${CMAKE_COMMAND} -DOUT=${page_c} -DSTYLE=${PROJECT_SOURCE_DIR}/web/page.css
        -DSCRIPT=${page_script} -DHASH=${page_hash} -P ${PROJECT_SOURCE_DIR}/cmake/embed.cmake
    DEPENDS ${page_inputs} ${PROJECT_SOURCE_DIR}/cmake/embed.cmake
    COMMENT "Writing the page into the library" VERBATIM)
target_sources(entente_report_objects PRIVATE ${page_c})
