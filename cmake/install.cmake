# `cmake --install`: program, libraries, headers, pkg-config and CMake files, scenarios, documents.
# `cpack -G DEB` (needs dpkg-dev): the same as one Debian package.
include(GNUInstallDirs)

if(TARGET entente_program)
    install(TARGETS entente_program)
endif()
install(TARGETS entente_core entente_formats entente_report)
install(DIRECTORY include/entente TYPE INCLUDE)
install(DIRECTORY scenarios schema DESTINATION ${CMAKE_INSTALL_DATADIR}/entente)
install(FILES README.md TYPE DOC)
install(FILES LICENSE TYPE DOC RENAME copyright)
file(GLOB documents CONFIGURE_DEPENDS docs/*.md)
install(FILES ${documents} DESTINATION ${CMAKE_INSTALL_DOCDIR}/docs)

if(ENT_SHARED)
    include(CMakePackageConfigHelpers)
    set(folder ${CMAKE_INSTALL_LIBDIR}/cmake/entente)
    install(TARGETS entente_core_shared entente_formats_shared entente_report_shared EXPORT entente)
    install(EXPORT entente NAMESPACE entente:: DESTINATION ${folder} FILE ententeConfig.cmake)
    write_basic_package_version_file(ententeConfigVersion.cmake COMPATIBILITY SameMinorVersion)
    install(FILES ${PROJECT_BINARY_DIR}/ententeConfigVersion.cmake DESTINATION ${folder})
endif()

# What stands behind `Requires.private` and `Libs.private` is needed by the archives alone.
function(ent_pkg_config name description requires requires_private libs_private)
    file(RELATIVE_PATH up /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
    string(REGEX REPLACE "/$" "" up "${up}")
    set(file ${PROJECT_BINARY_DIR}/entente-${name}.pc)
    configure_file(cmake/entente.pc.in ${file} @ONLY)
    install(FILES ${file} DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
endfunction()
set(core "entente-core = ${PROJECT_VERSION}")
ent_pkg_config(core "Workbench for negotiations: model, engine, analyses" "" "" "-lm -pthread")
ent_pkg_config(formats "Workbench for negotiations: files in, models out" "${core}" "yaml-0.1 expat libutf8proc" "-lm")
ent_pkg_config(report "Workbench for negotiations: reports as text, tables, JSON and page" "${core}"
    "smartcols" "-lm")

set(CPACK_GENERATOR DEB)
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGE_CONTACT "the entente authors")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "workbench for negotiations")
set(CPACK_PACKAGE_DESCRIPTION "From a text file about who wants what, entente works out what the sides\n\
could sign, what stands in the way, in which order steps hold together\nand whom time favours. Program, C libraries and headers.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${PROJECT_BINARY_DIR}) # our own are in the package
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
include(CPack)
