# The three libraries, each as an archive (entente_NAME) and shared (entente_NAME_shared) from the
# same objects. In the project, entente::NAME is the archive; to users of an installed entente, the
# shared one.
#
#   core     the negotiation, the engine, the analyses; needs libc, libm and threads alone
#   formats  files in, models out
#   report   results out: text, CSV, JSON, the page
#
# A shared library exports what its headers mark ENT_API and nothing else. So the upper two cannot
# reach the ground that all code stands on (arena, diagnostics, ...) inside core: the archive
# entente_ground gives each its own hidden copy of the few objects it needs. They keep no state;
# the structures that cross the border change with the SONAME alone.

# While the major version is 0, each minor version is an interface of its own.
set(ENT_INTERFACE ${PROJECT_VERSION_MAJOR})
if(PROJECT_VERSION_MAJOR EQUAL 0)
    set(ENT_INTERFACE 0.${PROJECT_VERSION_MINOR})
endif()

# Folders of src/; all others are core's.
set(ENT_GROUND base model)
set(ENT_FORMATS spelling read write import)
set(ENT_REPORT report)
# Headers; all others are core's.
set(ENT_FORMATS_HEADERS read write import)
set(ENT_REPORT_HEADERS report)

# Sources below the named folders of src/, in `result`.
function(ent_sources result)
    list(TRANSFORM ARGN REPLACE "(.+)" "${PROJECT_SOURCE_DIR}/src/\\1/*.c" OUTPUT_VARIABLE patterns)
    file(GLOB_RECURSE found CONFIGURE_DEPENDS ${patterns})
    set(${result} ${found} PARENT_SCOPE)
endfunction()

function(ent_header_paths result)
    list(TRANSFORM ARGN REPLACE "(.+)" "${PROJECT_SOURCE_DIR}/include/entente/\\1.h" OUTPUT_VARIABLE found)
    set(${result} ${found} PARENT_SCOPE)
endfunction()

# Objects for both forms of a library: hidden unless marked, position-independent.
function(ent_objects name)
    add_library(entente_${name}_objects OBJECT ${ARGN})
    set_target_properties(entente_${name}_objects PROPERTIES
        C_VISIBILITY_PRESET hidden POSITION_INDEPENDENT_CODE ON)
    target_compile_options(entente_${name}_objects PRIVATE -fno-semantic-interposition)
    target_compile_definitions(entente_${name}_objects PRIVATE
        _POSIX_C_SOURCE=200809L ENT_VERSION="${PROJECT_VERSION}")
    target_include_directories(entente_${name}_objects PRIVATE
        ${PROJECT_SOURCE_DIR}/include ${PROJECT_SOURCE_DIR}/src)
    target_link_libraries(entente_${name}_objects PRIVATE entente_flags)
endfunction()

# The linker's list of what a library exports: every function that its headers mark ENT_API.
function(ent_version_script name headers)
    set(functions "")
    foreach(header ${headers})
        set_property(DIRECTORY ${PROJECT_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${header})
        file(READ ${header} text)
        string(REGEX MATCHALL "\nENT_API[^(;]*\\(" declared "${text}")
        foreach(declaration ${declared})
            string(REGEX REPLACE ".*[^a-z0-9_]([a-z0-9_]+)\\($" "\\1" function "${declaration}")
            string(APPEND functions "        ${function};\n")
        endforeach()
    endforeach()
    file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/${name}.map CONTENT
        "ENTENTE_${ENT_INTERFACE} {\n    global:\n${functions}    local:\n        *;\n};\n" @ONLY)
endfunction()

# usage: ent_library(NAME HEADERS header... OBJECTS target... [LINK library...] [ON upper...])
# LINK names foreign libraries, ON the libraries of ours that it stands on.
function(ent_library name)
    cmake_parse_arguments(PARSE_ARGV 1 its "" "" "HEADERS;OBJECTS;LINK;ON")
    set(objects "")
    foreach(target ${its_OBJECTS})
        list(APPEND objects $<TARGET_OBJECTS:${target}>)
        target_link_libraries(${target} PRIVATE ${its_LINK})
    endforeach()
    list(TRANSFORM its_ON REPLACE "(.+)" "entente_\\1" OUTPUT_VARIABLE archives)
    list(TRANSFORM its_ON REPLACE "(.+)" "entente_\\1_shared" OUTPUT_VARIABLE shared)

    add_library(entente_${name} STATIC ${objects})
    add_library(entente::${name} ALIAS entente_${name})
    target_link_libraries(entente_${name} PUBLIC ${archives} PRIVATE ${its_LINK})
    set_target_properties(entente_${name} PROPERTIES OUTPUT_NAME entente-${name})
    target_include_directories(entente_${name} PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>)
    if(NOT ENT_SHARED)
        return()
    endif()

    ent_version_script(${name} "${its_HEADERS}")
    set(script ${PROJECT_BINARY_DIR}/${name}.map)
    add_library(entente_${name}_shared SHARED ${objects})
    target_link_libraries(entente_${name}_shared PUBLIC ${shared} PRIVATE ${its_LINK} entente_flags)
    if(its_ON)
        target_link_libraries(entente_${name}_shared PRIVATE entente_ground)
    endif()
    target_link_options(entente_${name}_shared PRIVATE -Wl,--version-script=${script})
    if(NOT ENT_SANITIZE) # whose runtime the program brings
        target_link_options(entente_${name}_shared PRIVATE -Wl,-z,defs)
    endif()
    set_target_properties(entente_${name}_shared PROPERTIES OUTPUT_NAME entente-${name}
        EXPORT_NAME ${name} LINK_DEPENDS ${script} VERSION ${PROJECT_VERSION} SOVERSION ${ENT_INTERFACE})
    target_include_directories(entente_${name}_shared INTERFACE $<INSTALL_INTERFACE:include>)
endfunction()

file(GLOB_RECURSE ENT_CORE_SOURCES CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/*.c)
ent_sources(ground ${ENT_GROUND})
ent_sources(formats ${ENT_FORMATS})
ent_sources(report ${ENT_REPORT})
list(REMOVE_ITEM ENT_CORE_SOURCES ${ground} ${formats} ${report})
ent_objects(ground ${ground})
ent_objects(core ${ENT_CORE_SOURCES})
ent_objects(formats ${formats})
ent_objects(report ${report})
add_library(entente_ground STATIC $<TARGET_OBJECTS:entente_ground_objects>)
target_link_libraries(entente_ground PRIVATE Threads::Threads m)

file(GLOB ENT_CORE_HEADERS CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/include/entente/*.h)
ent_header_paths(ENT_FORMATS_HEADERS ${ENT_FORMATS_HEADERS})
ent_header_paths(ENT_REPORT_HEADERS ${ENT_REPORT_HEADERS})
list(REMOVE_ITEM ENT_CORE_HEADERS ${ENT_FORMATS_HEADERS} ${ENT_REPORT_HEADERS})

ent_library(core OBJECTS entente_ground_objects entente_core_objects
    HEADERS ${ENT_CORE_HEADERS} LINK Threads::Threads m)
ent_library(formats OBJECTS entente_formats_objects HEADERS ${ENT_FORMATS_HEADERS} ON core
    LINK PkgConfig::YAML PkgConfig::EXPAT PkgConfig::UTF8PROC m)
ent_library(report OBJECTS entente_report_objects HEADERS ${ENT_REPORT_HEADERS} ON core
    LINK PkgConfig::SMARTCOLS m)

# All three, for the program, the tests and the measurements.
add_library(entente INTERFACE)
target_link_libraries(entente INTERFACE entente_report entente_formats entente_core)
