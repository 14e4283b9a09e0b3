// The functions of GDAL that this program uses, each passed on to the library, which is loaded at the first call.
//
// Loading GDAL and the hundred libraries it needs takes longer than to tabulate a small county, and the common files
// are read without it. Signatures are those of the headers; the compiler compares them.

#include "CGDAL.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

// The library is numbered by the minor version: GDAL 3.6 is libgdal.so.32.
#if GDAL_VERSION_MAJOR != 3
#error "GDAL 3 is needed"
#endif

static void *library;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void open_library(void) {
    char name[32];
    snprintf(name, sizeof name, "libgdal.so.%d", 26 + GDAL_VERSION_MINOR);
    library = dlopen(name, RTLD_LAZY | RTLD_LOCAL);
    if (library == NULL) library = dlopen("libgdal.so", RTLD_LAZY | RTLD_LOCAL);
}

// A program that lacks a library does not start; here it ends at the first call, with the same words.
static void *find(const char *name) {
    pthread_once(&once, open_library);
    void *function = library == NULL ? NULL : dlsym(library, name);
    if (function == NULL) {
        fprintf(stderr, "tianchou: %s\n", dlerror());
        exit(127);
    }
    return function;
}

#define LOADED(type, name, parameters, arguments)                                    \
    type name parameters {                                                           \
        static type (*function) parameters;                                          \
        type (*known) parameters = __atomic_load_n(&function, __ATOMIC_ACQUIRE);     \
        if (known == NULL) {                                                         \
            known = (type (*) parameters)find(#name);                                \
            __atomic_store_n(&function, known, __ATOMIC_RELEASE);                    \
        }                                                                            \
        return known arguments;                                                      \
    }

LOADED(void, CPLErrorReset, (void), ())
LOADED(void *, CPLGetErrorHandlerUserData, (void), ())
LOADED(void, CPLPopErrorHandler, (void), ())
LOADED(void, CPLPushErrorHandlerEx, (CPLErrorHandler a, void *b), (a, b))
LOADED(CPLErrorHandler, CPLSetErrorHandler, (CPLErrorHandler a), (a))
LOADED(void, CPLSetThreadLocalConfigOption, (const char *a, const char *b), (a, b))
LOADED(char **, CSLAddString, (char **a, const char *b), (a, b))
LOADED(int, CSLCount, (CSLConstList a), (a))
LOADED(void, CSLDestroy, (char **a), (a))
LOADED(void, GDALAllRegister, (void), ())
LOADED(void, GDALClose, (GDALDatasetH a), (a))
LOADED(GDALDatasetH, GDALCreate, (GDALDriverH a, const char *b, int c, int d, int e, GDALDataType f, CSLConstList g),
       (a, b, c, d, e, f, g))
LOADED(OGRLayerH, GDALDatasetCreateLayer, (GDALDatasetH a, const char *b, OGRSpatialReferenceH c, OGRwkbGeometryType d, CSLConstList e),
       (a, b, c, d, e))
LOADED(OGRLayerH, GDALDatasetExecuteSQL, (GDALDatasetH a, const char *b, OGRGeometryH c, const char *d), (a, b, c, d))
LOADED(OGRLayerH, GDALDatasetGetLayer, (GDALDatasetH a, int b), (a, b))
LOADED(int, GDALDatasetGetLayerCount, (GDALDatasetH a), (a))
LOADED(void, GDALDatasetReleaseResultSet, (GDALDatasetH a, OGRLayerH b), (a, b))
LOADED(GDALDriverH, GDALGetDatasetDriver, (GDALDatasetH a), (a))
LOADED(GDALDriverH, GDALGetDriverByName, (const char *a), (a))
LOADED(const char *, GDALGetDriverShortName, (GDALDriverH a), (a))
LOADED(GDALDatasetH, GDALOpenEx, (const char *a, unsigned int b, const char *const *c, const char *const *d, const char *const *e),
       (a, b, c, d, e))
LOADED(const char *, OGRGeometryTypeToName, (OGRwkbGeometryType a), (a))
LOADED(int, OGR_FD_GetFieldCount, (OGRFeatureDefnH a), (a))
LOADED(OGRFieldDefnH, OGR_FD_GetFieldDefn, (OGRFeatureDefnH a, int b), (a, b))
LOADED(OGRFeatureH, OGR_F_Create, (OGRFeatureDefnH a), (a))
LOADED(void, OGR_F_Destroy, (OGRFeatureH a), (a))
LOADED(GIntBig, OGR_F_GetFID, (OGRFeatureH a), (a))
LOADED(double, OGR_F_GetFieldAsDouble, (OGRFeatureH a, int b), (a, b))
LOADED(GIntBig, OGR_F_GetFieldAsInteger64, (OGRFeatureH a, int b), (a, b))
LOADED(const char *, OGR_F_GetFieldAsString, (OGRFeatureH a, int b), (a, b))
LOADED(OGRFieldDefnH, OGR_F_GetFieldDefnRef, (OGRFeatureH a, int b), (a, b))
LOADED(OGRGeometryH, OGR_F_GetGeometryRef, (OGRFeatureH a), (a))
LOADED(int, OGR_F_IsFieldSetAndNotNull, (OGRFeatureH a, int b), (a, b))
LOADED(void, OGR_F_SetFieldDouble, (OGRFeatureH a, int b, double c), (a, b, c))
LOADED(void, OGR_F_SetFieldInteger64, (OGRFeatureH a, int b, GIntBig c), (a, b, c))
LOADED(void, OGR_F_SetFieldString, (OGRFeatureH a, int b, const char *c), (a, b, c))
LOADED(OGRErr, OGR_F_SetGeometryDirectly, (OGRFeatureH a, OGRGeometryH b), (a, b))
LOADED(OGRFieldDefnH, OGR_Fld_Create, (const char *a, OGRFieldType b), (a, b))
LOADED(void, OGR_Fld_Destroy, (OGRFieldDefnH a), (a))
LOADED(const char *, OGR_Fld_GetNameRef, (OGRFieldDefnH a), (a))
LOADED(OGRFieldType, OGR_Fld_GetType, (OGRFieldDefnH a), (a))
LOADED(int, OGR_Fld_GetWidth, (OGRFieldDefnH a), (a))
LOADED(void, OGR_Fld_SetWidth, (OGRFieldDefnH a, int b), (a, b))
LOADED(OGRwkbGeometryType, OGR_GT_Flatten, (OGRwkbGeometryType a), (a))
LOADED(OGRErr, OGR_G_CreateFromWkb, (const void *a, OGRSpatialReferenceH b, OGRGeometryH *c, int d), (a, b, c, d))
LOADED(OGRErr, OGR_G_ExportToWkb, (OGRGeometryH a, OGRwkbByteOrder b, unsigned char *c), (a, b, c))
LOADED(OGRwkbGeometryType, OGR_G_GetGeometryType, (OGRGeometryH a), (a))
LOADED(int, OGR_G_Is3D, (OGRGeometryH a), (a))
LOADED(int, OGR_G_IsEmpty, (OGRGeometryH a), (a))
LOADED(int, OGR_G_IsMeasured, (OGRGeometryH a), (a))
LOADED(int, OGR_G_WkbSize, (OGRGeometryH a), (a))
LOADED(OGRErr, OGR_L_CreateFeature, (OGRLayerH a, OGRFeatureH b), (a, b))
LOADED(OGRErr, OGR_L_CreateField, (OGRLayerH a, OGRFieldDefnH b, int c), (a, b, c))
LOADED(GIntBig, OGR_L_GetFeatureCount, (OGRLayerH a, int b), (a, b))
LOADED(OGRwkbGeometryType, OGR_L_GetGeomType, (OGRLayerH a), (a))
LOADED(OGRFeatureDefnH, OGR_L_GetLayerDefn, (OGRLayerH a), (a))
LOADED(const char *, OGR_L_GetName, (OGRLayerH a), (a))
LOADED(OGRFeatureH, OGR_L_GetNextFeature, (OGRLayerH a), (a))
LOADED(OGRSpatialReferenceH, OGR_L_GetSpatialRef, (OGRLayerH a), (a))
LOADED(void, OGR_L_ResetReading, (OGRLayerH a), (a))
LOADED(OGRSpatialReferenceH, OSRClone, (OGRSpatialReferenceH a), (a))
LOADED(OGRErr, OSRDemoteTo2D, (OGRSpatialReferenceH a, const char *b), (a, b))
LOADED(OGRErr, OSRExportToWkt, (OGRSpatialReferenceH a, char **b), (a, b))
LOADED(OGRSpatialReferenceH *, OSRFindMatches, (OGRSpatialReferenceH a, char **b, int *c, int **d), (a, b, c, d))
LOADED(void, OSRFreeSRSArray, (OGRSpatialReferenceH *a), (a))
LOADED(const char *, OSRGetAttrValue, (OGRSpatialReferenceH a, const char *b, int c), (a, b, c))
LOADED(const char *, OSRGetAuthorityCode, (OGRSpatialReferenceH a, const char *b), (a, b))
LOADED(const char *, OSRGetAuthorityName, (OGRSpatialReferenceH a, const char *b), (a, b))
LOADED(int, OSRGetAxesCount, (OGRSpatialReferenceH a), (a))
LOADED(double, OSRGetInvFlattening, (OGRSpatialReferenceH a, OGRErr *b), (a, b))
LOADED(double, OSRGetLinearUnits, (OGRSpatialReferenceH a, char **b), (a, b))
LOADED(const char *, OSRGetName, (OGRSpatialReferenceH a), (a))
LOADED(double, OSRGetNormProjParm, (OGRSpatialReferenceH a, const char *b, double c, OGRErr *d), (a, b, c, d))
LOADED(double, OSRGetSemiMajor, (OGRSpatialReferenceH a, OGRErr *b), (a, b))
LOADED(OGRErr, OSRImportFromEPSG, (OGRSpatialReferenceH a, int b), (a, b))
LOADED(int, OSRIsCompound, (OGRSpatialReferenceH a), (a))
LOADED(int, OSRIsGeographic, (OGRSpatialReferenceH a), (a))
LOADED(int, OSRIsLocal, (OGRSpatialReferenceH a), (a))
LOADED(int, OSRIsProjected, (OGRSpatialReferenceH a), (a))
LOADED(OGRSpatialReferenceH, OSRNewSpatialReference, (const char *a), (a))
LOADED(void, OSRRelease, (OGRSpatialReferenceH a), (a))
LOADED(OGRErr, OSRSetFromUserInput, (OGRSpatialReferenceH a, const char *b), (a, b))
LOADED(OGRErr, OSRStripVertical, (OGRSpatialReferenceH a), (a))
LOADED(int, VSIFCloseL, (VSILFILE *a), (a))
LOADED(VSILFILE *, VSIFOpenL, (const char *a, const char *b), (a, b))
LOADED(size_t, VSIFReadL, (void *a, size_t b, size_t c, VSILFILE *d), (a, b, c, d))
LOADED(int, VSIFSeekL, (VSILFILE *a, vsi_l_offset b, int c), (a, b, c))
LOADED(vsi_l_offset, VSIFTellL, (VSILFILE *a), (a))
LOADED(void, VSIFree, (void *a), (a))
LOADED(char **, VSIReadDir, (const char *a), (a))
