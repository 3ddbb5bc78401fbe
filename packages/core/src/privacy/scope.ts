/** What is exported or erased: everything on a person, on a case, one message, or one file of a message. */
export type Scope =
  | { readonly customer: string; readonly case?: undefined; readonly message?: undefined; readonly file?: undefined }
  | { readonly case: string; readonly customer?: undefined; readonly message?: undefined; readonly file?: undefined }
  | { readonly message: string; readonly customer?: undefined; readonly case?: undefined; readonly file?: undefined }
  | {
      readonly message: string
      /** The file's blob. */
      readonly file: string
      readonly customer?: undefined
      readonly case?: undefined
    }
